import { createHash, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { FeatureLine, PackageLine, UpgradeLine } from './model.ts'
import { parseLicense } from './parser.ts'
import { signLine } from './signer.ts'
import { signingInput } from './signing-input.ts'
import { optionsFromTerms } from './terms.ts'
import { issuingKey } from './testing/sample-documents.ts'

const editor: FeatureLine = {
  kind: 'INCREMENT',
  name: 'editor',
  vendor: 'acme',
  version: '2026.0',
  expiry: '2026-12-31',
  count: 5,
  comments: [],
  options: optionsFromTerms({
    vendorString: 'tier;gold',
    notice: 'Licensed to Sample Corp',
    issued: '2026-01-01',
    borrowing: 72,
    serialNumber: 'SN-1001',
  }),
}

const viewer: FeatureLine = {
  kind: 'INCREMENT',
  name: 'viewer',
  vendor: 'acme',
  version: '1.0',
  expiry: 'permanent',
  count: 'uncounted',
  comments: [],
  options: optionsFromTerms({ hostIds: ['005056AB12CE'], terminalServer: 'many', issued: '2026-01-01' }),
}

describe('signing input', () => {
  test('[CERT-01] a line bound to its server gives the published text, digest and signature', () => {
    const input = signingInput(editor, ['00:50:56:ab:12:cd'], 'S')

    expect(input.split('\n')).toEqual([
      'olp-lic-line-v1',
      'S',
      'acme',
      '005056AB12CD',
      'INCREMENT',
      'editor',
      '2026.0',
      '31-dec-2026',
      '5',
      'BORROW=72',
      'ISSUED=01-jan-2026',
      'NOTICE=Licensed to Sample Corp',
      'SN=SN-1001',
      'VENDOR_STRING=tier;gold',
    ])
    expect(createHash('sha256').update(input).digest('hex')).toBe(
      '25fae3344a95974d9a44a836ae29d54b010be9a597e15a88b6cc1a47966b8925',
    )
    expect(sign(null, Buffer.from(input), issuingKey.privateKey).toString('base64url')).toBe(
      '8AfSIMqB85F1_Q3i4RdhodS0RGpWkYjYHI7IYBkEplrgy7n7qics0EbBPSpcxkncmVo7F7cSViqvzMRvn3GgDQ',
    )
    expect(signLine(editor, ['005056AB12CD'], issuingKey).options.at(-1)?.value).toMatch(
      /^SK7Q2:8AfSIMqB85F1_/,
    )
  })

  test('[CERT-01] a node-locked uncounted line gives the published text and signature', () => {
    const input = signingInput(viewer, ['005056AB12CD'], 'N')

    expect(input.split('\n')).toEqual([
      'olp-lic-line-v1',
      'N',
      'acme',
      '-',
      'INCREMENT',
      'viewer',
      '1.0',
      'permanent',
      'uncounted',
      'HOSTID=005056AB12CE',
      'ISSUED=01-jan-2026',
      'TS_OK',
    ])
    expect(signLine(viewer, [], issuingKey).options.at(-1)?.value).toBe(
      'NK7Q2:h-W4klvJZt9Alft8YchkSoCBh4rWsGbK88-puLDH8PNk2FfA9mh8kBOf-23-yVm9C7R7XY1R2dCc0sGxBOGlDg',
    )
  })

  test('[CERT-01] packages and upgrades are covered with all their fields', () => {
    const suite: PackageLine = {
      kind: 'PACKAGE',
      name: 'works',
      vendor: 'acme',
      version: '2.0',
      comments: [],
      components: [
        { name: 'editor', version: null, count: null },
        { name: 'viewer', version: '1.0', count: 3 },
      ],
      options: [{ keyword: 'OPTIONS', value: 'SUITE' }],
    }
    const upgrade: UpgradeLine = {
      kind: 'UPGRADE',
      name: 'editor',
      vendor: 'acme',
      fromVersion: '1.0',
      toVersion: '2.0',
      expiry: 'permanent',
      count: 2,
      comments: [],
      options: [],
    }

    expect(signingInput(suite, ['A1', 'B1', 'C1'], 'S').split('\n').slice(2)).toEqual([
      'acme',
      'A1,B1,C1',
      'PACKAGE',
      'works',
      '2.0',
      'COMPONENTS=editor viewer:1.0:3',
      'OPTIONS=SUITE',
    ])
    expect(signingInput(upgrade, ['A1'], 'S').split('\n').slice(4)).toEqual([
      'UPGRADE',
      'editor',
      '1.0',
      '2.0',
      'permanent',
      '2',
    ])
  })

  test('[CERT-06] customer options, signatures, wrapping and quotes are no part of what is signed', () => {
    const plain = parseLicense('INCREMENT a v 1.0 permanent 1 NOTICE="x y" SN=1\n')
    const edited = parseLicense(
      'INCREMENT a v 1.0 permanent 1 asset_info="us" SN="1" \\\n\tNOTICE="x \\\n\ty" sort=3 SIGN2=A AUTH=\n',
    )
    const [a, b] = [plain.document.lines[0], edited.document.lines[0]]

    expect(a && b && signingInput(a, ['X'], 'S') === signingInput(b, ['X'], 'S')).toBe(true)
  })
})

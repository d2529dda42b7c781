import { describe, expect, test } from 'vitest'
import { emptyDocument } from './model.ts'
import { parseLicense } from './parser.ts'
import { printLicense } from './printer.ts'
import { increment, noon, served, issuingKey, trust } from './testing/sample-documents.ts'
import { optionsFromTerms, timeZoneRule } from './terms.ts'
import type { LineTerms } from './terms.ts'
import { signDocument } from './signer.ts'
import { verifyLicense } from './verifier.ts'

const counted: [string, LineTerms, string][] = [
  ['Vendor String', { vendorString: 'tier;gold' }, 'VENDOR_STRING=tier;gold'],
  ['Node hosts', { hostIds: ['005056AB12CE', 'ID=1'] }, 'HOSTID="005056AB12CE ID=1"'],
  ['User Based', { userBased: true }, 'USER_BASED'],
  ['User Based with its own limit', { userBased: 12 }, 'USER_BASED=12'],
  ['Host Based', { hostBased: true }, 'HOST_BASED'],
  ['Host Based with its own limit', { hostBased: 3 }, 'HOST_BASED=3'],
  ['Platforms', { platforms: ['x64_n', 'x64_l'] }, 'PLATFORMS="x64_n x64_l"'],
  ['Virtualization, physical', { virtualization: 'PHYSICAL' }, 'VM_PLATFORMS=PHYSICAL'],
  ['Virtualization, virtual', { virtualization: 'VM_ONLY' }, 'VM_PLATFORMS=VM_ONLY'],
  ['Time Zone of the server', { timeZone: timeZoneRule('server') }, 'TZ=SERVERTZ'],
  ['Time Zone by offsets', { timeZone: timeZoneRule([60, -210]) }, 'TZ="+0100 -0330"'],
  ['Supersede', { supersede: true }, 'SUPERSEDE'],
  ['Supersede others', { supersede: ['a', 'b'] }, 'SUPERSEDE="a b"'],
  ['Duplicate grouping', { duplicateGroup: 'UH' }, 'DUP_GROUP=UH'],
  ['Suite duplicate grouping', { suiteDuplicateGroup: 'SITE' }, 'SUITE_DUP_GROUP=SITE'],
  ['Overdraft', { overdraft: 2 }, 'OVERDRAFT=2'],
  ['Issuer', { issuer: 'Harbor Supply' }, 'ISSUER="Harbor Supply"'],
  ['Borrowing', { borrowing: true }, 'BORROW'],
  ['Borrowing hours', { borrowing: 72 }, 'BORROW=72'],
  ['Notice', { notice: 'Evaluation only' }, 'NOTICE="Evaluation only"'],
  ['Serial Number', { serialNumber: 'SN-1001' }, 'SN=SN-1001'],
  ['Start Date', { start: '2026-02-01' }, 'START=01-feb-2026'],
]
const uncounted: [string, LineTerms, string][] = [
  ['Terminal Server, many', { terminalServer: 'many' }, 'TS_OK'],
  ['Terminal Server, one', { terminalServer: 'one' }, 'ONE_TS_OK'],
  ['FLEXid Sharing', { flexIdSharing: true }, 'FLOAT_OK'],
  ['FLEXid Sharing with its server', { flexIdSharing: 'FLEXID=9-1A2B3C4D' }, 'FLOAT_OK=FLEXID=9-1A2B3C4D'],
]

describe('attributes of license models', () => {
  test.each(counted)('[CERT-01] %s on a counted line gives its keyword', (_, terms, text) => {
    const printed = printLicense(served(increment('editor', 5, terms)))
    const expected = [text, 'ISSUED=01-jan-2026'].sort((a, b) => order(a) - order(b)).join(' ')

    expect(printed.replaceAll(' \\\n\t', ' ')).toContain(
      `INCREMENT editor gearwright 2026.0 31-dec-2026 5 ${expected}\n`,
    )
    expect(parseLicense(printed).document.lines[0]?.options).toEqual(
      optionsFromTerms({ issued: '2026-01-01', ...terms }),
    )
  })

  test.each(uncounted)('[CERT-01] %s on an uncounted line gives its keyword', (_, terms, text) => {
    const line = increment('editor', 'uncounted', { hostIds: ['FLEXID=9-1A2B3C4D'], ...terms })
    const printed = printLicense({ ...emptyDocument, lines: [line] }).replaceAll(' \\\n\t', ' ')

    expect(printed).toContain(`uncounted HOSTID=FLEXID=9-1A2B3C4D ${text} ISSUED=01-jan-2026\n`)
  })

  test('[CERT-01] customer keywords and counters of the administrator are printed in their place', () => {
    const extra = ['sort', 'ck', 'dist_info', 'vendor_info', 'user_info', 'asset_info', 'LINGER']
    const line = increment('editor', 5)
    const options = [...line.options, ...extra.map((keyword) => ({ keyword, value: '7' }))]
    const text = printLicense(served({ ...line, options })).replaceAll(' \\\n\t', ' ')

    expect(text).toContain(
      'LINGER=7 asset_info=7 user_info=7 vendor_info=7 dist_info=7 ' + 'ISSUED=01-jan-2026 ck=7 sort=7\n',
    )
  })

  test('[CERT-01] lines of other technologies keep their signatures, and may be superseded singly', () => {
    const line = increment('editor', 5)
    const extra = {
      SUPERSEDE_SIGN: 'editor 0123456789AB',
      SIGN2: 'AB CD',
      AUTH: '{x}',
      SIGN: '0123 4567',
    }
    const options = Object.entries(extra).map(([keyword, value]) => ({ keyword, value }))
    const text = printLicense(served({ ...line, options: [...options, ...line.options] })).replaceAll(
      ' \\\n\t',
      ' ',
    )

    expect(text).toContain(
      '5 SUPERSEDE_SIGN="editor 0123456789AB" ISSUED=01-jan-2026 SIGN2="AB CD" AUTH={x} SIGN="0123 4567"\n',
    )
  })

  test('[CERT-01] a suite is a package with its option, before the line that enables it', () => {
    const options = [
      { keyword: 'OPTIONS', value: 'SUITE' },
      { keyword: 'ISSUED', value: '01-jan-2026' },
    ]
    const components = ['editor', 'viewer'].map((name) => ({ name, version: '2026.0', count: null }))
    const works = { kind: 'PACKAGE', name: 'works', vendor: 'gearwright', version: '1.0' } as const
    const document = served(increment('works', 5), { ...works, components, options, comments: [] })
    const text = printLicense(signDocument(document, issuingKey)).replaceAll(' \\\n\t', ' ')

    expect(text).toContain(
      'PACKAGE works gearwright 1.0 COMPONENTS="editor:2026.0 viewer:2026.0" ' +
        'OPTIONS=SUITE ISSUED=01-jan-2026 SIGN="SK7Q2:',
    )
    expect(verifyLicense(text, trust, noon).isGenuine).toBe(true)
  })

  test('[CERT-01] every term survives signing and checking together', () => {
    const all = Object.assign({}, ...counted.map(([, terms]) => terms)) as LineTerms
    const { hostBased: _, ...together } = all
    const text = printLicense(signDocument(served(increment('editor', 5, together)), issuingKey))

    expect(verifyLicense(text, trust, noon)).toMatchObject({ isGenuine: true, diagnostics: [] })
  })

  test('[CERT-01] refuses offsets that no time zone has', () => {
    expect(() => timeZoneRule([7])).toThrow(RangeError)
    expect(() => timeZoneRule([900])).toThrow(RangeError)
  })
})

/** Options written behind the date of issue in the published order. */
function order(text: string): number {
  if (text.startsWith('ISSUED=')) return 1
  return /^(BORROW|NOTICE|SN|START)/.test(text) ? 2 : 0
}

import { describe, expect, test } from 'vitest'
import { keyIdOf, privateKeyFromSeed, publicKeyText } from './ed25519-keys.ts'
import { certifyKey } from './key-certificate.ts'
import type { LicenseDocument } from './model.ts'
import { parseLicense } from './parser.ts'
import { printLicense } from './printer.ts'
import { sealDocument, signDocument } from './signer.ts'
import {
  fourModels,
  increment,
  issuingKey,
  noon,
  rootKey,
  served,
  server,
  trust,
} from './testing/sample-documents.ts'
import { verifyLicense } from './verifier.ts'

const issue = (document: LicenseDocument) => printLicense(signDocument(document, issuingKey))
const statusesOf = (text: string) => verifyLicense(text, trust, noon).lines.map((line) => line.status)

const everything = served({
  ...increment('editor', 10, {
    userBased: 12,
    overdraft: 2,
    borrowing: 72,
    notice: 'Licensed to Northwind Mill for all of its plants in Europe',
    vendorString: 'tier;gold',
    serialNumber: 'SN-1001',
    hostIds: ['005056AB12CE', 'HOSTNAME=mill7'],
    platforms: ['x64_n', 'x64_l'],
    virtualization: 'PHYSICAL',
    timeZone: '+0100 +0200',
    issuer: 'Gearwright',
    start: '2026-01-01',
    duplicateGroup: 'UH',
    supersede: ['old1', 'old2'],
  }),
  comments: ['fulfillment FID-7'],
})

describe('verification', () => {
  test.each(Object.entries(fourModels))(
    '[CERT-06] a file of the model %s verifies as issued',
    (_, document) => {
      for (const text of [
        issue(document),
        issue(document).replaceAll('\n', '\r\n'),
        `\ufeff${issue(document)}`,
      ]) {
        const found = verifyLicense(text, trust, noon)

        expect(found.diagnostics).toEqual([])
        expect(found.isGenuine).toBe(true)
        expect(found.lines[0]).toMatchObject({ status: 'ok', kid: 'K7Q2', validity: 'current', reasons: [] })
        expect(found.seal.status).toBe('ok')
      }
    },
  )

  test.each(Object.entries(fourModels))(
    '[CERT-06] the model %s is as good on a triad as on one server',
    (_, document) => {
      const servers = ['005056AB12C1', 'HOSTNAME=b', 'ID=12-34'].map((id) => server('s', id))
      const hosted = document.servers.length === 3 ? { ...document, servers: servers.slice(0, 1) } : document
      const other = document.servers.length === 1 ? { ...document, servers } : hosted
      const found = verifyLicense(issue(other), trust, noon)

      expect(found).toMatchObject({ isGenuine: true, seal: { status: 'ok' }, diagnostics: [] })
      const ids = found.document.servers.map((one) => one.hostId)
      expect(ids).toEqual(['005056AB12C1', 'HOSTNAME=b', 'ID=1234'].slice(0, other.servers.length))
    },
  )

  // The signed part of the file is everything on the feature line and the host ID of the server.
  test('[CERT-06] every single changed character of a signed line makes it fail and names its lines', () => {
    const text = issue(everything)
    const first = text.indexOf('INCREMENT')
    const end = text.indexOf('\n# SEAL')
    const firstLine = text.slice(0, first).split('\n').length
    // Another key ID names a key that nobody knows; small letters cannot be a key ID at all.
    const keyId = text.indexOf('SIGN="S') + 7
    let changes = 0
    for (let at = first; at < end; at += 1) {
      const char = text.charAt(at)
      if (/[\s\\]/.test(char)) continue
      const isKeyId = at >= keyId && at < keyId + 4
      const replaced = [char === 'x' ? 'y' : 'x', /[a-z]/i.test(char) ? swapCase(char) : '7']
      for (const other of replaced.filter((one) => one !== char)) {
        const changed = text.slice(0, at) + other + text.slice(at + 1)
        const found = verifyLicense(changed, trust, noon)
        const [line] = found.lines

        expect(found.isGenuine, `${at} ${char} -> ${other}`).toBe(false)
        expect(line?.lineNumber).toBe(firstLine)
        expect(line?.status, `${at} ${char} -> ${other}`).toBe(
          isKeyId && /[0-9A-Z]/.test(other) ? 'unknown-key' : 'bad',
        )
        changes += 1
      }
    }
    expect(changes).toBeGreaterThan(500)
  })

  test('[CERT-06] a changed server host ID spoils the lines that are bound to it, and is named', () => {
    const text = issue(everything)

    for (const other of ['005056AB12CE', '005056ab12cd', '00:50:56:AB:12:CD', '']) {
      const found = verifyLicense(text.replace('005056AB12CD 27000', `${other} 27000`), trust, noon)
      expect(found.lines[0]?.status).toBe('bad')
    }
    const moved = verifyLicense(text.replace('005056AB12CD 27000', '005056AB12CE 27000'), trust, noon)
    expect(moved.lines[0]?.reasons[0]?.sentence).toContain('SERVER line (line 1)')
  })

  test('[CERT-06] what administrators may edit leaves lines valid and breaks only the seal', () => {
    const text = issue({ ...everything, useServer: true })
    const edits: [string | RegExp, string][] = [
      ['SERVER lic1', 'SERVER lic2.northwind.example'],
      [' 27000', ' 27005'],
      ['VENDOR gearwright', 'VENDOR gearwright "/opt/our daemon" OPTIONS=/etc/g.opt PORT=4711'],
      ['VENDOR gearwright', 'DAEMON gearwright'],
      ['USE_SERVER\n', ''],
      [/(ISSUED=\S+)/, '$1 asset_info="rack 7" sort=50 borrow=9999'],
      ['# fulfillment FID-7', '# ours'],
      [' \\\n\t', ' \\\n\t\\\n'],
    ]

    for (const [from, to] of edits) {
      const found = verifyLicense(text.replace(from, to), trust, noon)
      expect(found.isGenuine, `${from}`).toBe(true)
      expect(found.seal.status).toBe('broken')
    }
  })

  test('[CERT-06] a customer option never becomes a term', () => {
    const text = issue(served(increment('editor', 5))).replace('ISSUED=', 'borrow=999 OVERDRAFT=9 ISSUED=')

    expect(statusesOf(text)).toEqual(['bad'])
    expect(statusesOf(text.replace('OVERDRAFT', 'overdraft'))).toEqual(['ok'])
  })

  test('[CERT-06] quotation marks around a signed restriction do not turn it into an unknown flag', () => {
    const text = issue(fourModels['node-locked uncounted'] ?? everything)
    const found = verifyLicense(text.replace('ISSUED=01-jan-2026', '"ISSUED=01-jan-2026"'), trust, noon)

    expect(statusesOf(text.replace('HOSTID=005056AB12CE', '"HOSTID=005056AB12CE"'))).toEqual(['bad'])
    expect(found.verified.lines[0]?.options).toContainEqual({ keyword: 'ISSUED', value: '01-jan-2026' })
  })

  test('[CERT-06] a line copied to another server, or out of its mode, is refused', () => {
    const floating = issue(fourModels['floating uncounted'] ?? everything)
    const local = issue({
      ...everything,
      servers: [],
      vendors: [],
      lines: [increment('viewer', 'uncounted', { hostIds: ['ANY'] })],
    })

    expect(statusesOf(floating.replace('005056AB12CD', '005056AB12CE'))).toEqual(['bad'])
    expect(statusesOf(floating.replace(/SERVER.*\nVENDOR.*\nUSE_SERVER\n/, ''))).toEqual(['bad'])
    expect(statusesOf(local)).toEqual(['ok'])
    const found = verifyLicense(`SERVER x 005056AB12CE\nVENDOR gearwright\n${local}`, trust, noon)
    expect(found.lines[0]?.reasons[0]?.code).toBe('not-bound')
  })

  test('[CERT-06] a renamed VENDOR line leaves the lines without their daemon', () => {
    const found = verifyLicense(
      issue(everything).replace('VENDOR gearwright', 'VENDOR gearwrong'),
      trust,
      noon,
    )

    expect(found.lines[0]?.reasons[0]?.code).toBe('vendor-line-missing')
  })

  test('[CERT-06] foreign, unsigned, damaged and unknown lines are told apart', () => {
    const rest = 'f v 1.0 permanent uncounted HOSTID=ANY'
    const text = [
      `FEATURE ${rest} SIGN="0123 4567 89AB"`,
      `FEATURE ${rest}`,
      `FEATURE ${rest} SIGN=zz`,
      'FEATURE f v 1.0',
      'PHANTOM x',
      `FEATURE ${rest} 0123456789AB`,
    ].join('\n')

    expect(statusesOf(text)).toEqual(['foreign', 'unsigned', 'bad', 'unsigned', 'unsigned', 'unsigned'])
    expect(verifyLicense('', trust, noon).isGenuine).toBe(false)
  })

  test('[CERT-06] two signatures on one line are refused', () => {
    const text = issue(served(increment('editor', 5)))

    expect(statusesOf(text.replace('SIGN="', 'SIGN=0123456789AB SIGN="'))).toEqual(['bad'])
    expect(statusesOf(text.replace('SIGN="', 'sign=0123456789AB SIGN="'))).toEqual(['bad'])
  })

  test('[CERT-06] dates hold through the last day in the time zone that is asked for', () => {
    const text = issue(served(increment('editor', 5, { start: '2026-06-15' })))
    const at = (when: string, zone?: string) =>
      verifyLicense(text, trust, Temporal.Instant.from(when), zone).lines[0]?.validity

    expect(at('2026-06-14T23:59:59Z')).toBe('not-started')
    expect(at('2026-06-15T00:00:00Z')).toBe('current')
    expect(at('2026-12-31T23:59:59Z')).toBe('current')
    expect(at('2027-01-01T00:00:00Z')).toBe('expired')
    expect(at('2027-01-01T00:00:00Z', 'America/New_York')).toBe('current')
  })
})

describe('keys', () => {
  const key = trust.keys[0]
  const publicKey = publicKeyText(issuingKey.privateKey)
  const text = issue(served(increment('editor', 5)))
  const statusWith = (limits: object) =>
    verifyLicense(text, { keys: [{ kid: 'K7Q2', publicKey, ...limits }] }, noon).lines[0]?.status

  test('[CERT-06] a line counts when it was issued within the time of its key, both days included', () => {
    expect(key?.publicKey).toBe('A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg')
    expect(statusWith({ notBefore: '2026-01-01', notAfter: '2026-01-01' })).toBe('ok')
    expect(statusWith({ notBefore: '2026-01-02', notAfter: null })).toBe('key-expired')
    expect(statusWith({ notAfter: '2025-12-31' })).toBe('key-expired')
    expect(statusWith({ vendor: 'other' })).toBe('bad')
    expect(statusWith({ uses: ['file'] })).toBe('bad')
    expect(statusWith({ kid: 'K7Q3' })).toBe('unknown-key')
    expect(statusWith({ publicKey: publicKeyText(rootKey) })).toBe('bad')
  })

  test('[CERT-06] the root key alone is enough when the file carries its word for the issuing key', () => {
    const statement = {
      kid: 'K7Q2',
      publicKey,
      vendor: 'gearwright',
      notBefore: '2026-01-01',
      notAfter: '2026-12-31',
      uses: ['line', 'file'] as const,
    }
    const certificate = certifyKey(statement, rootKey)
    const choices = { certificates: [certificate] }
    const certified = printLicense(signDocument(served(increment('editor', 5)), issuingKey, choices))
    const root = { rootPublicKey: publicKeyText(rootKey) }

    expect(certified).toContain('# KEYCERT {"v":1,"kid":"K7Q2"')
    expect(verifyLicense(certified, root, noon)).toMatchObject({ isGenuine: true, seal: { status: 'ok' } })
    const forged = certified.replace('"until":"2026-12-31"', '"until":"2027-12-31"')
    expect(verifyLicense(forged, root, noon).lines[0]?.status).toBe('unknown-key')
    expect(verifyLicense(text, root, noon).lines[0]?.status).toBe('unknown-key')
    expect(() => certifyKey({ ...statement, kid: 'lower' }, rootKey)).toThrow(TypeError)
  })

  test('[CERT-06] a key ID is made from the key and has only characters that cannot be confused', () => {
    expect(keyIdOf(publicKey)).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/)
    expect(keyIdOf(issuingKey.privateKey, 8).startsWith(keyIdOf(publicKey))).toBe(true)
    expect(() => privateKeyFromSeed(new Uint8Array(31))).toThrow(TypeError)
  })
})

describe('seal', () => {
  test('[CERT-06] removed, added and mixed lines are noticed', () => {
    const text = issue(served(increment('editor', 5), increment('viewer', 3)))
    const sealOf = (other: string) => verifyLicense(other, trust, noon).seal.status
    const withoutViewer = text.replace(/INCREMENT viewer[^]*?(?=# SEAL)/, '')

    expect(verifyLicense(withoutViewer, trust, noon).isGenuine).toBe(true)
    expect(sealOf(withoutViewer)).toBe('broken')
    expect(sealOf(`${text}# more\n`)).toBe('broken')
    expect(sealOf(`${text}\n\n`)).toBe('ok')
    expect(sealOf(text.replace(/# SEAL.*\n/, ''))).toBe('absent')
    expect(sealOf(text.replace('# SEAL K7Q2:', '# SEAL K7Q3:'))).toBe('unknown-key')
    expect(sealOf(text.replace(/[0-9a-f]{64}\n$/, `${'0'.repeat(64)}\n`))).toBe('bad')
    expect(sealOf(text.replace('# SEAL K7Q2', '# SEAL kkkk'))).toBe('broken')
  })

  test('[CERT-06] lines of earlier files stay valid in one new file, which gets its own seal', () => {
    const earlier = ['editor', 'viewer', 'solver'].map((name) => {
      return parseLicense(issue(served(increment(name, 5)))).document
    })
    const [base] = earlier
    const merged = sealDocument(
      { ...(base ?? everything), lines: earlier.flatMap((one) => one.lines) },
      issuingKey,
    )

    const found = verifyLicense(printLicense(merged), trust, noon)
    expect(found.lines.map((line) => line.status)).toEqual(['ok', 'ok', 'ok'])
    expect(found.seal.status).toBe('ok')
    const kept = signDocument(merged, { ...issuingKey, kid: 'ZZZZ' }, { keepSigned: true })
    expect(kept.lines).toEqual(merged.lines)
  })
})

function swapCase(char: string): string {
  return char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase()
}

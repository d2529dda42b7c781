import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { keyIdOf, publicKeyFrom, publicKeyText } from '@tallystick/license-file/ed25519-keys.ts'
import { certifyKey } from '@tallystick/license-file/key-certificate.ts'
import { printLicense } from '@tallystick/license-file/printer.ts'
import { signDocument } from '@tallystick/license-file/signer.ts'
import {
  fourModels,
  increment,
  issuingKey,
  rootKey,
  served,
  trust,
} from '@tallystick/license-file/testing/sample-documents.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cliTerminal, type CliTerminal } from './testing/cli-terminal.ts'

let tally: CliTerminal
let license: string
let trustFile: string

beforeAll(() => {
  tally = cliTerminal()
  license = printLicense(signDocument(served(increment('editor', 5), increment('viewer', 3)), issuingKey))
  trustFile = file('trust.json', JSON.stringify(trust))
})
afterAll(() => tally.remove())

function file(name: string, content: string): string {
  const path = join(tally.folder, name)
  writeFileSync(path, content)
  return path
}

const publicKey = publicKeyText(issuingKey.privateKey)

describe('tally license verify', () => {
  test('[CERT-06] says who may use what, where and until when, and ends with 0', async () => {
    const answer = await tally.run(['license', 'verify', file('good.lic', license), '--trust', trustFile])

    expect(answer).toEqual({
      code: 0,
      err: '',
      out:
        'OK: 2 lines verified.\n' +
        '  editor 2026.0: 5 copies served by 005056AB12CD until 31 Dec 2026\n' +
        '  viewer 2026.0: 3 copies served by 005056AB12CD until 31 Dec 2026\n' +
        'Seal: the file is as it was issued.\n',
    })
  })

  test.each(Object.entries(fourModels))(
    '[CERT-06] a license of the model %s is found genuine',
    async (_, document) => {
      const text = printLicense(signDocument(document, issuingKey))

      expect(await tally.run(['license', 'verify', '-', '--trust', trustFile], text)).toMatchObject({
        code: 0,
      })
    },
  )

  // One character in each word of the second license line, among them its signature.
  test('[CERT-06] one changed character names the line and ends with 1', async () => {
    const start = license.indexOf('INCREMENT viewer')
    const end = license.indexOf('# SEAL')
    const lineNumber = license.slice(0, start).split('\n').length
    const places = [...license.slice(start, end).matchAll(/[A-Za-z0-9]{3,}/g)].map(
      (match) => start + match.index + 1,
    )
    expect(places.length).toBeGreaterThan(8)

    for (const place of places) {
      const other = license[place] === '1' ? '2' : '1'
      const changed = license.slice(0, place) + other + license.slice(place + 1)
      const answer = await tally.run(['license', 'verify', '-', '--trust', trustFile], changed)

      expect(answer.code, `character ${place}`).toBe(1)
      expect(answer.out).toMatch(/^FAILED: 1 of 2 lines cannot be relied on\.\n/)
      expect(answer.out).toContain(
        `line${answer.out.includes(`lines ${lineNumber}`) ? 's' : ''} ${lineNumber}`,
      )
      expect(answer.out).toContain('editor 2026.0: 5 copies')
      expect(answer.out).not.toContain('viewer 2026.0: 3 copies')
    }
  })

  test('[CERT-06] a right that has ended is marked, and its license stays genuine', async () => {
    tally.now = Temporal.Instant.from('2027-01-01T12:00:00Z')
    const answer = await tally.run(['license', 'verify', '-', '--trust', trustFile], license)
    tally.now = Temporal.Instant.from('2026-06-15T12:00:00Z')

    expect(answer.code).toBe(0)
    expect(answer.out).toContain('until 31 Dec 2026 [expired]')
  })

  test('[CERT-06] the key may be given as text, in a file, or as the root that vouches for it', async () => {
    const kid = keyIdOf(publicKey)
    const own = printLicense(signDocument(served(increment('editor', 5)), { ...issuingKey, kid }))
    const statement = {
      kid,
      publicKey,
      vendor: 'gearwright',
      notBefore: '2026-01-01',
      notAfter: null,
      uses: ['line', 'file'] as const,
    }
    const certificates = [certifyKey(statement, rootKey)]
    const certified = printLicense(
      signDocument(served(increment('editor', 5)), { ...issuingKey, kid }, { certificates }),
    )
    const pem = publicKeyFrom(publicKey).export({ type: 'spki', format: 'pem' }).toString()

    const codes = [
      await tally.run(['license', 'verify', '-', '--key', publicKey], own),
      await tally.run(['license', 'verify', '-', '--key', file('key.pem', pem)], own),
      await tally.run(['license', 'verify', '-', '--key', publicKeyText(rootKey)], certified),
      await tally.run(['license', 'verify', '-', '--key', publicKeyText(rootKey)], own),
    ].map((answer) => answer.code)
    expect(codes).toEqual([0, 0, 0, 1])
  })

  test('[CERT-06] answers as JSON for other programs', async () => {
    const answer = await tally.run(['license', 'verify', '-', '--trust', trustFile, '--json'], license)

    expect(JSON.parse(answer.out)).toMatchObject({
      isGenuine: true,
      rights: [
        { feature: 'editor', count: 5, expires: '2026-12-31', validity: 'current' },
        { feature: 'viewer' },
      ],
      lines: [{ status: 'ok', lineNumber: 3 }, { status: 'ok' }],
    })
  })

  test('[CERT-06] what cannot be judged is told with a cure, and never passes for genuine', async () => {
    const verify = (...words: string[]) => tally.run(['license', 'verify', ...words], license)

    const nobody = await verify('-')
    expect(nobody).toMatchObject({ code: 1, out: '' })
    expect(nobody.err).toContain('Give the public key of the producer with --key')
    expect((await verify(join(tally.folder, 'none.lic'), '--trust', trustFile)).err).toContain(
      'there is no such file',
    )
    expect((await verify(tally.folder, '--trust', trustFile)).err).toContain('it is a folder')
    expect((await verify('-', '--key', 'abc')).err).toContain('The public key cannot be read.')
    expect((await verify('-', '--trust', file('bad.json', '{"keys":[{}]}'))).err).toContain(
      'does not say whom to believe',
    )
    expect((await verify('-', '--trust', file('empty.json', '{}'))).code).toBe(1)
    expect((await verify('-', '--trust', trustFile, '--time-zone', 'Moon/Base')).err).toContain(
      'no time zone "Moon/Base"',
    )
    expect(await tally.run(['license', 'verify', '-', '--trust', trustFile], '')).toMatchObject({ code: 1 })
    expect(await tally.run(['license', 'verify'])).toMatchObject({ code: 2 })
  })

  // Module hooks write down what is loaded: the check must start at once and work without any server.
  test('[CERT-06] checking a license loads nothing of the server', async () => {
    const script = file(
      'loads.ts',
      `import { registerHooks } from 'node:module'
       registerHooks({ resolve: (name, context, next) => { const found = next(name, context); console.error('LOADED ' + found.url); return found } })
       process.argv.splice(1, 1, 'tally')
       await import(${JSON.stringify(fileURLToPath(new URL('./main.ts', import.meta.url)))})`,
    )
    const words = ['license', 'verify', file('good.lic', license), '--trust', trustFile]
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, ...words])
    const loaded = stderr.split('\n').filter((line) => line.startsWith('LOADED file:'))

    expect(stdout).toMatch(/^OK: 2 lines verified/)
    expect(loaded.some((line) => line.includes('/formats/license-file/verifier.ts'))).toBe(true)
    expect(
      loaded.filter((line) => /\/(modules|kernel|transports|sdk)\/|node_modules\/(?!commander)/.test(line)),
    ).toEqual([])
  })
})

describe('tally license inspect', () => {
  const FOREIGN = `# site license
server lic7 ANY 27000
daemon acme /opt/acme/acmed options=/etc/acme.opt
FEATURE solver acme 3.10 1-jan-0 20 HOSTID=ID=1234 \\
  vendor_info="x" SIGN="0123 4567 89AB CDEF" BORROW=48
FEATURE old acme 1.0 31-dec-2019 0 5A1B2C3D4E5F60718293 ck=77
nonsense here
`

  test('[CERT-06] reads a license file of other origin, and says what it does not understand', async () => {
    const answer = await tally.run(['license', 'inspect', '-'], FOREIGN)

    expect(answer.code).toBe(0)
    expect(answer.out).toContain('Signatures were not checked.')
    expect(answer.out).toContain('server lic7')
    expect(answer.out).toContain('vendor daemon acme')
    expect(answer.out).toMatch(/solver 3\.10: 20 copies .* without end; may be borrowed for 48 hours/)
    expect(answer.out).toContain('until 31 Dec 2019 [expired]')
    expect(answer.out).toContain('line 7')
  })

  test('[CERT-06] a file of other origin never passes for genuine', async () => {
    const answer = await tally.run(['license', 'verify', '-', '--trust', trustFile], FOREIGN)

    expect(answer.code).toBe(1)
    expect(answer.out).toContain('foreign')
  })

  test('[CERT-06] a file full of terminal commands and random bytes is only shown', async () => {
    const evil = Buffer.concat([
      Buffer.from('FEATURE \u001b]0;x\u0007 v 1 permanent 1\n'),
      Buffer.from([0, 255, 27, 91, 50, 74]),
    ])
    const answer = await tally.run(['license', 'inspect', '-'], evil)

    expect(answer.code).toBe(0)
    // oxlint-disable-next-line no-control-regex -- the absence of control characters is what is tested.
    expect(answer.out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/)
  })
})

describe('tally', () => {
  test('[BEY-03] help is an answer, and a line that makes no sense is told from a refusal', async () => {
    expect(await tally.run(['--help'])).toMatchObject({ code: 0, err: '' })
    expect(await tally.run(['license', 'verify', 'x', '--colour'])).toMatchObject({ code: 2, out: '' })
  })
})

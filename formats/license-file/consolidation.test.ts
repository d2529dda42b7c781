import { describe, expect, test } from 'vitest'
import { joinFiles, type FileToJoin } from './consolidation.ts'
import { emptyDocument, type LicenseDocument } from './model.ts'
import { parseLicense } from './parser.ts'
import { printLicense } from './printer.ts'
import { rightsOf } from './rights.ts'
import { signDocument } from './signer.ts'
import { gearwright, increment, issuingKey, noon, served, server, trust } from './testing/sample-documents.ts'
import { verifyLicense } from './verifier.ts'

/** A file as it was issued: signed, printed and read again. */
function issued(name: string, document: LicenseDocument): FileToJoin {
  const text = printLicense(signDocument(document, issuingKey))
  return { name, comment: `fulfillment ${name}`, document: parseLicense(text).document }
}

/** The joined files as a text, sealed anew; lines that have a signature keep it. */
function textOf(files: readonly FileToJoin[]): string {
  return printLicense(signDocument(joinFiles(files).document, issuingKey, { keepSigned: true }))
}

const signaturesOf = (text: string) =>
  parseLicense(text).document.lines.map(
    ({ options }) => options.find(({ keyword }) => keyword === 'SIGN')?.value,
  )

describe('joining license files', () => {
  test('[CERT-04] lines keep their signatures and the whole is sealed anew', () => {
    const files = [
      issued('FID-1', served(increment('editor', 5))),
      issued(
        'FID-2',
        served(increment('painter', 3), increment('editor', 'uncounted', { hostIds: ['ANY'] })),
      ),
    ]

    const text = textOf(files)

    const verdict = verifyLicense(text, trust, noon)
    expect(verdict.isGenuine).toBe(true)
    expect(verdict.seal.status).toBe('ok')
    expect(new Set(signaturesOf(text))).toEqual(
      new Set(files.flatMap(({ document }) => signaturesOf(printLicense(document)))),
    )
    expect(text.match(/^SERVER /gm)).toHaveLength(1)
    expect(text.match(/^VENDOR /gm)).toHaveLength(1)
    expect(text).toMatch(/^# fulfillment FID-1\n# fulfillment FID-2$/m)
  })

  test('[CERT-04] lines stand by feature, uncounted first, then by version and day of issue, newest first', () => {
    const newer = { ...increment('editor', 2), version: '2026.10' }
    const files = [
      issued('FID-1', served(increment('painter', 1), increment('editor', 1))),
      issued('FID-2', served(newer, increment('editor', 4, { issued: '2026-02-01' }))),
      issued('FID-3', served(increment('editor', 'uncounted', { hostIds: ['ANY'] }))),
    ]

    const { lines } = joinFiles(files).document

    expect(lines.map((one) => ('count' in one ? `${one.name} ${one.count}` : one.name))).toEqual([
      'editor uncounted',
      'editor 2',
      'editor 4',
      'editor 1',
      'painter 1',
    ])
  })

  test('[CERT-04] the same counted right from two licenses stays two, told apart by serial numbers', () => {
    const one = served(increment('editor', 5))
    const files = ['FID-1', 'FID-2', 'FID-3'].map((name) => issued(name, one))

    const joined = joinFiles(files)
    const text = textOf(files)

    expect(joined.linesToSign).toBe(2)
    expect(new Set(signaturesOf(text)).size).toBe(3)
    const { isGenuine, verified } = verifyLicense(text, trust, noon)
    expect(isGenuine).toBe(true)
    expect(rightsOf(verified).map(({ count, serialNumber }) => [count, serialNumber])).toEqual([
      [5, null],
      [5, 'FID-2'],
      [5, 'FID-3'],
    ])
  })

  test('[CERT-04] what gives nothing more stands once', () => {
    const uncounted: LicenseDocument = {
      ...emptyDocument,
      lines: [increment('editor', 'uncounted', { hostIds: ['005056AB12CE'] })],
    }

    const { document, linesToSign } = joinFiles([issued('FID-1', uncounted), issued('FID-2', uncounted)])

    expect(document.lines).toHaveLength(1)
    expect(linesToSign).toBe(0)
  })

  test('[CERT-04] where files differ in name or port of the server, the newest wins and it is said', () => {
    const at = (host: string, port: number | null): LicenseDocument => ({
      ...served(increment('editor', 1)),
      servers: [server(host, '005056AB12CD', port)],
      vendors: [{ ...gearwright, path: `/opt/${host}` }],
    })
    const files = [issued('FID-1', at('atlas', 27001)), issued('FID-2', at('this_host', 27002))]

    const { document, warnings } = joinFiles(files)

    // The placeholder is no name: it never wins.
    expect(document.servers).toMatchObject([{ host: 'atlas', port: 27002 }])
    expect(document.vendors).toMatchObject([{ path: '/opt/this_host' }])
    expect(warnings.map(({ what, dropped }) => [what, dropped])).toEqual([
      ['server-port', ['27001']],
      ['vendor-line', ['/opt/atlas']],
    ])
  })

  test('[CERT-04] files of different servers are never joined', () => {
    const other = { ...served(increment('editor', 1)), servers: [server('lic1', '005056AB12FF')] }

    expect(() =>
      joinFiles([issued('FID-1', served(increment('editor', 1))), issued('FID-2', other)]),
    ).toThrow(RangeError)
  })
})

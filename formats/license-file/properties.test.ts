import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reportVerification } from './cli-report.ts'
import { LicenseTextError } from './license-text-error.ts'
import type { LicenseDocument } from './model.ts'
import { parseLicense, printParsed } from './parser.ts'
import { printLicense } from './printer.ts'
import { signDocument } from './signer.ts'
import { increment, issuingKey, noon, served, trust } from './testing/sample-documents.ts'
import { verifyLicense } from './verifier.ts'

const fragments = [
  'FEATURE',
  'INCREMENT',
  'UPGRADE',
  'PACKAGE',
  'SERVER',
  'VENDOR',
  'DAEMON',
  'USE_SERVER',
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\\',
  '\\\n\t',
  '"',
  '#',
  '=',
  'SIGN=',
  'SIGN="SK7Q2:',
  'HOSTID=',
  'COMPONENTS=',
  'permanent',
  '1-jan-2026',
  '1.0',
  '5',
  'uncounted',
  'a',
  ':',
  '\u201d',
  '# SEAL ',
  '# KEYCERT {',
  '\u0000',
  '\ufeff',
  '005056AB12CD',
  '\ud800',
  '}',
]
const soup = fc.array(fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 5 })), {
  maxLength: 120,
})
const anyText = fc.string({ unit: 'grapheme', maxLength: 300 })

const documents = fc
  .record({
    name: fc.stringMatching(/^[A-Za-z0-9_-]{1,30}$/),
    count: fc.integer({ min: 1, max: 999_999_999 }),
    notice: anyText,
    vendorString: fc.stringMatching(/^[ -~]{0,400}$/),
    comment: fc.stringMatching(/^[ -~]{0,80}$/),
  })
  .map(({ name, count, notice, vendorString, comment }): LicenseDocument => {
    const line = increment(name, count, { notice, vendorString })
    return served({ ...line, comments: [comment.trim()] }, line)
  })

/** The printed document, or null when it was refused with a named field. */
function printedOrRefused(document: LicenseDocument): string | null {
  try {
    return printLicense(document)
  } catch (error) {
    if (error instanceof LicenseTextError && error.field !== '') return null
    throw error
  }
}

describe('for any input', () => {
  test('[CERT-06] reading never throws, loses nothing, and checking grants nothing', () => {
    fc.assert(
      fc.property(soup, (parts) => {
        const text = parts.join('')
        const parsed = parseLicense(text)

        expect(printParsed(parsed)).toBe(text.startsWith('\ufeff') ? text.slice(1) : text)
        const found = verifyLicense(text, trust, noon)
        expect(found.verified.lines).toEqual([])
        expect(reportVerification(found)[0]).toMatch(/^FAILED/)
      }),
      { numRuns: 2000 },
    )
  })

  // A reading that took quadratic time would not end before the runner's own limit.
  test('[CERT-06] reading ends for any repeated sign, however long the text', () => {
    const size = 400_000
    const texts = [
      '"',
      '\\',
      '\\ ',
      ' ',
      '\\\n',
      '"\\\n\t',
      '#\n',
      'a=',
      ' #',
      'INCREMENT a\n\t',
      'x',
      '"x\n',
      '\u201d',
      '- -',
    ]
    for (const part of texts) {
      const text = `INCREMENT f v 1.0 permanent 0 ${part.repeat(size / part.length)}`
      expect(parseLicense(text).statements.length, part).toBeGreaterThan(0)
    }
  })

  test('[CERT-01] printing is stable and keeps every value', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const text = printedOrRefused(document)
        if (text === null) return
        const again = parseLicense(text)

        expect(again.diagnostics).toEqual([])
        expect(again.document).toEqual(document)
        expect(printLicense(again.document)).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })

  test('[CERT-01] no value can make a line of its own', () => {
    const hostile = fc
      .array(fc.constantFrom(...fragments, 'x'), { maxLength: 30 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom('notice', 'vendorString', 'serialNumber', 'issuer'),
        (value, term) => {
          const text = printedOrRefused(served(increment('editor', 5, { [term]: value })))
          if (text === null) return
          const { document, statements } = parseLicense(text)

          expect(statements.map((one) => one.kind)).toEqual(['server', 'vendor', 'grant'])
          expect(document.lines[0]?.options.map((option) => option.value)).toContain(value)
          expect(document.lines[0]?.options).toHaveLength(2)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('[CERT-06] what was signed and printed verifies after parsing', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const printable = printedOrRefused(document) !== null
        if (!printable) return
        const text = printLicense(signDocument(document, issuingKey))

        expect(verifyLicense(text, trust, noon)).toMatchObject({ isGenuine: true, seal: { status: 'ok' } })
      }),
      { numRuns: 300 },
    )
  })

  test('[CERT-01] ten thousand lines are signed and stay genuine', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => increment(`f${index}`, 5))
    const signed = signDocument(served(...lines), issuingKey)

    expect(signed.lines).toHaveLength(10_000)
    expect(new Set(signed.lines.map((line) => line.options.at(-1)?.value)).size).toBe(10_000)
  })
})

import { describe, expect, test } from 'vitest'
import { columnsMax } from './line-wrap.ts'
import { emptyDocument } from './model.ts'
import type { LicenseDocument, LineOption } from './model.ts'
import { parseLicense } from './parser.ts'
import { printLicense } from './printer.ts'
import { signDocument } from './signer.ts'
import { fourModels, gearwright, increment, issuingKey, server, served } from './testing/sample-documents.ts'

const columnsOf = (line: string) => line.replace('\t', ' '.repeat(8)).length

describe('printing', () => {
  test('[CERT-01] writes a floating license for a triad exactly so', () => {
    const document = fourModels['floating counted'] ?? emptyDocument

    expect(printLicense(document)).toBe(`# Northwind Mill

SERVER a 005056AB12C1 27000 PRIMARY_IS_MASTER
SERVER b 005056AB12C2 27000
SERVER c 005056AB12C3 27000
VENDOR gearwright PORT=27001
USE_SERVER
INCREMENT editor gearwright 2026.0 31-dec-2026 10 \\
	VENDOR_STRING=tier;gold USER_BASED=12 OVERDRAFT=2 \\
	ISSUED=01-jan-2026 BORROW=72 \\
	NOTICE="Licensed to Northwind Mill, a customer of Gearwright, \\
	for its plants in Europe only" SN=SN-1001
`)
  })

  test.each(Object.entries(fourModels))(
    '[CERT-01] a signed file of the model %s keeps to the width',
    (_, document) => {
      const text = printLicense(signDocument(document, issuingKey))
      const lines = text.split('\n').filter((line) => !line.startsWith('# SEAL'))

      expect(lines.filter((line) => columnsOf(line) > columnsMax)).toEqual([])
      expect(text).not.toContain('\r')
      expect(parseLicense(text).diagnostics).toEqual([])
      expect(printLicense(parseLicense(text).document)).toBe(text)
    },
  )

  test('[CERT-01] lines that need no server stand before USE_SERVER, packages before their lines', () => {
    const local = increment('viewer', 'uncounted', { hostIds: ['005056AB12CE'] })
    const floating = increment('solver', 'uncounted', { hostIds: ['ANY'] })
    const works: LicenseDocument['lines'][number] = {
      kind: 'PACKAGE',
      name: 'works',
      vendor: 'gearwright',
      version: '2026.0',
      options: [],
      comments: ['the suite'],
      components: [{ name: 'editor', version: null, count: 2 }],
    }
    const text = printLicense({ ...served(floating, increment('works', 3), works, local), useServer: true })

    expect(text.match(/^(USE_SERVER|INCREMENT \w+|PACKAGE \w+|#.*)/gm)).toEqual([
      'INCREMENT viewer',
      'USE_SERVER',
      '# the suite',
      'PACKAGE works',
      'INCREMENT solver',
      'INCREMENT works',
    ])
    expect(text).toContain('COMPONENTS=editor::2')
  })

  const line = increment('editor', 5)
  const withOption = (keyword: string, value: string | null, count: 5 | 'uncounted' = 5) => {
    const hosts: LineOption[] =
      count === 5 || keyword === 'HOSTID' ? [] : [{ keyword: 'HOSTID', value: 'ANY' }]
    return served({ ...line, count, options: [...hosts, { keyword, value }] })
  }
  const refused: [string, string, LicenseDocument][] = [
    ['lines[0].NOTICE', 'character', withOption('NOTICE', 'a"b')],
    ['lines[0].NOTICE', 'character', withOption('NOTICE', 'a\nINCREMENT b')],
    ['lines[0].SN', 'character', withOption('SN', 'a\rb')],
    ['lines[0].VENDOR_STRING', 'character', withOption('VENDOR_STRING', 'a\tb')],
    ['lines[0].ISSUER', 'character', withOption('ISSUER', 'a\u2028b')],
    ['lines[0].ISSUER', 'character', withOption('ISSUER', '\ud800')],
    ['lines[0].ISSUER', 'empty', withOption('ISSUER', ' ')],
    ['lines[0].V7.1_LK', 'keyword', withOption('V7.1_LK', 'x')],
    ['lines[0].NOTICE=x SN', 'keyword', withOption('NOTICE=x SN', 'x')],
    ['lines[0].OPTIONS', 'keyword', withOption('OPTIONS', 'SUITE')],
    ['lines[0].TS_OK', 'conflict', withOption('TS_OK', null)],
    ['lines[0].BORROW', 'conflict', withOption('BORROW', null, 'uncounted')],
    ['lines[0].HOSTID', 'conflict', withOption('HOSTID', 'DEMO')],
    ['lines[0].HOSTID', 'format', withOption('HOSTID', 'not an id')],
    ['lines[0].OVERDRAFT', 'out-of-range', withOption('OVERDRAFT', '-1')],
    ['lines[0].BORROW', 'out-of-range', withOption('BORROW', '0')],
    ['lines[0].START', 'format', withOption('START', '31-feb-2026')],
    ['lines[0].SN', 'format', withOption('SN', null)],
    ['lines[0].HOSTID', 'missing', served({ ...line, count: 'uncounted' })],
    ['lines[0].name', 'character', served({ ...line, name: 'a b' })],
    ['lines[0].name', 'too-long', served({ ...line, name: 'a'.repeat(31) })],
    ['lines[0].version', 'format', served({ ...line, version: '1.0.1' })],
    ['lines[0].expiry', 'format', served({ ...line, expiry: '2026-02-30' })],
    ['lines[0].count', 'out-of-range', served({ ...line, count: 1.5 })],
    ['lines[0].count', 'out-of-range', served({ ...line, count: 0 })],
    ['lines[0].vendor', 'missing', served({ ...line, vendor: 'other' })],
    ['lines[0].comments[0]', 'keyword', served({ ...line, comments: ['SEAL x'] })],
    ['comments[0]', 'character', { ...served(line), comments: ['a\nSERVER b ANY'] }],
    ['comments[0]', 'character', { ...served(line), comments: ['a \\'] }],
    ['servers', 'missing', { ...emptyDocument, lines: [line] }],
    ['useServer', 'missing', { ...emptyDocument, useServer: true }],
    ['servers', 'out-of-range', { ...served(line), servers: [server('a', 'ANY'), server('b', 'ID=1')] }],
    [
      'servers',
      'conflict',
      { ...served(line), servers: [server('a', 'ID=1'), server('b', 'ID=2'), server('c', 'ID=3', 27001)] },
    ],
    [
      'servers',
      'conflict',
      { ...served(line), servers: ['1-2', '12', '3'].map((id) => server('a', `ID=${id}`)) },
    ],
    ['servers[0].host', 'character', { ...served(line), servers: [server('a b', 'ANY')] }],
    ['servers[0].port', 'out-of-range', { ...served(line), servers: [server('a', 'ANY', 65536)] }],
    ['vendors[0].path', 'character', { ...served(line), vendors: [{ ...gearwright, path: 'a"b' }] }],
    ['vendors[1].name', 'conflict', { ...served(line), vendors: [gearwright, gearwright] }],
  ]
  test.each(refused)('[CERT-01] refuses a wrong %s (%s)', (field, code, document) => {
    expect(() => printLicense(document)).toThrow(
      expect.objectContaining({ name: 'LicenseTextError', code, field }),
    )
    expect(() => signDocument(document, issuingKey)).toThrow(expect.objectContaining({ field }))
  })
})

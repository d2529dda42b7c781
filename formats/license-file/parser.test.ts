import { describe, expect, test } from 'vitest'
import { logicalLineMax } from './lexer.ts'
import { optionValue } from './line-options.ts'
import type { ParsedLicense } from './model.ts'
import { parseLicense, printParsed } from './parser.ts'
import { fileLengthMax } from './text-encoding.ts'

const codesOf = (parsed: ParsedLicense) => parsed.diagnostics.map((one) => one.code)
const first = (text: string) => parseLicense(text).document.lines[0]

describe('reading whole files', () => {
  test('[CERT-06] reads servers, daemons, USE_SERVER and lines and writes the same characters again', () => {
    const text = [
      '# Northwind Mill',
      '',
      'SERVER this_host 005056AB12CD TCP:1700 PRIMARY_IS_MASTER HEARTBEAT_INTERVAL=30 PLAT=3',
      'DAEMON gear "/opt/gear wright/bin" options= port=4711',
      'VENDOR other /usr/bin/other /etc/other.opt 4712',
      'VENDOR third PORT=5 OPTIONS="C:\\gear\\third.opt"',
      'use_server',
      '# the editor',
      'Increment editor gear 2026.0 31-DEC-2026 5 VENDOR_STRING=a SIGN=0123456789AB # trailing',
      'UPGRADE editor gear 1.0 2.0 permanent 2',
      'PACKAGE works gear 2.0 COMPONENTS="editor:1.0:2 viewer" OPTIONS=SUITE',
    ].join('\r\n')
    const parsed = parseLicense(text)

    expect(printParsed(parsed)).toBe(text)
    expect(parsed.document.servers[0]).toMatchObject({
      host: 'this_host',
      hostId: '005056AB12CD',
      port: 1700,
      primaryIsMaster: true,
      heartbeatSeconds: 30,
      options: [{ keyword: 'PLAT', value: '3' }],
    })
    expect(parsed.document.vendors).toMatchObject([
      { name: 'gear', path: '/opt/gear wright/bin', optionsFile: '', port: 4711 },
      { name: 'other', path: '/usr/bin/other', optionsFile: '/etc/other.opt', port: 4712 },
      { name: 'third', path: null, optionsFile: 'C:\\gear\\third.opt', port: 5 },
    ])
    expect(parsed.document.useServer).toBe(true)
    expect(parsed.document.comments).toEqual(['Northwind Mill'])
    expect(parsed.document.lines).toMatchObject([
      { kind: 'INCREMENT', expiry: '2026-12-31', count: 5, comments: ['the editor'] },
      { kind: 'UPGRADE', fromVersion: '1.0', toVersion: '2.0', expiry: 'permanent' },
      {
        kind: 'PACKAGE',
        version: '2.0',
        options: [{ keyword: 'OPTIONS', value: 'SUITE' }],
        components: [
          { name: 'editor', version: '1.0', count: 2 },
          { name: 'viewer', version: null, count: null },
        ],
      },
    ])
    expect(codesOf(parsed)).toEqual([])
  })

  test('[CERT-06] reads a byte order mark, Latin-1, UTF-16 and bare carriage returns', () => {
    const line = 'INCREMENT f v 1.0 permanent 0 HOSTID=ANY NOTICE=M\u00fchle'
    const inputs: [Uint8Array | string, string][] = [
      [`\ufeff${line}`, 'utf-8'],
      [Buffer.from(`\ufeff${line}`, 'utf8'), 'utf-8'],
      [Buffer.from(line, 'latin1'), 'latin-1'],
      [Buffer.from(`\ufeff${line}`, 'utf16le'), 'utf-16'],
      [`# a\r${line}\r`, 'utf-8'],
    ]

    for (const [input, encoding] of inputs) {
      const parsed = parseLicense(input)
      expect(parsed.form.encoding).toBe(encoding)
      expect(parsed.document.lines[0]?.options.at(-1)).toEqual({ keyword: 'NOTICE', value: 'M\u00fchle' })
    }
  })

  test('[CERT-06] a file that is too long is not read, and says so', () => {
    const parsed = parseLicense('#'.repeat(fileLengthMax + 1))

    expect(codesOf(parsed)).toEqual(['file-too-long'])
    expect(parsed.statements).toEqual([])
  })

  test('[CERT-06] a line that is too long is not trusted, and the next one is read', () => {
    const long = `INCREMENT f v 1.0 permanent 1 NOTICE="${'x '.repeat(logicalLineMax)}"\n`
    const parsed = parseLicense(`${long}INCREMENT g v 1.0 permanent 0 HOSTID=ANY`)

    expect(codesOf(parsed)).toContain('line-too-long')
    expect(parsed.statements[0]?.isSound).toBe(false)
    expect(parsed.document.lines.at(-1)?.name).toBe('g')
  })

  test('[CERT-06] findings stop at a thousand', () => {
    const parsed = parseLicense('junk\n'.repeat(5000))

    expect(parsed.diagnostics).toHaveLength(1001)
    expect(parsed.diagnostics.at(-1)?.code).toBe('too-many-findings')
  })
})

describe('odd syntax', () => {
  const odd: [string, string, readonly string[], object][] = [
    [
      'options after the signature',
      'INCREMENT f v 1.0 permanent 0 SIGN="AB CD" HOSTID=ANY USER_BASED',
      [],
      {
        options: [
          { keyword: 'SIGN', value: 'AB CD' },
          { keyword: 'HOSTID', value: 'ANY' },
          { keyword: 'USER_BASED', value: null },
        ],
      },
    ],
    [
      'continuation inside quotes',
      'FEATURE f v 1 permanent 0 HOSTID=ANY VENDOR_STRING=" lead \\\n\t  two"',
      [],
      {
        options: [
          { keyword: 'HOSTID', value: 'ANY' },
          { keyword: 'VENDOR_STRING', value: ' lead two' },
        ],
      },
    ],
    [
      'a comment after a continuation',
      'INCREMENT f v 1.0 \\   # why\n permanent 0 HOSTID=ANY # end',
      ['comment-after-continuation'],
      { version: '1.0', count: 'uncounted' },
    ],
    [
      'semicolons and nested equals signs',
      'INCREMENT f v 1.0 permanent 0 HOSTID=ANY VENDOR_STRING=a=1;b=2;c',
      [],
      {
        options: [
          { keyword: 'HOSTID', value: 'ANY' },
          { keyword: 'VENDOR_STRING', value: 'a=1;b=2;c' },
        ],
      },
    ],
    [
      'a quote in the middle of a value',
      'INCREMENT f v 1.0 permanent 0 HOSTID=ID=1234 NOTICE=product="The Editor"',
      [],
      {
        options: [
          { keyword: 'HOSTID', value: 'ID=1234' },
          { keyword: 'NOTICE', value: 'product=The Editor' },
        ],
      },
    ],
    [
      'a keyword glued to a quotation mark',
      'INCREMENT f v 1.0 permanent 0 HOSTID="ANY"SUPERSEDE',
      ['glued-after-quote'],
      {
        options: [
          { keyword: 'HOSTID', value: 'ANY' },
          { keyword: 'SUPERSEDE', value: null },
        ],
      },
    ],
    [
      'a continuation glued to a quotation mark',
      'INCREMENT f v 1.0 permanent 0 HOSTID="ANY"\\\n\tTS_OK',
      [],
      {
        options: [
          { keyword: 'HOSTID', value: 'ANY' },
          { keyword: 'TS_OK', value: null },
        ],
      },
    ],
    [
      'a legacy key and a signature',
      'FEATURE f v 1.0 1-jan-0 1 0123456789ABCDEF0123 SIGN=AB',
      ['server-required'],
      {
        expiry: 'permanent',
        options: [
          { keyword: 'legacy_key', value: '0123456789ABCDEF0123' },
          { keyword: 'SIGN', value: 'AB' },
        ],
      },
    ],
    [
      'vendor string and host ID by position',
      'FEATURE f v 1.0 01-jan-00 0 0123456789AB "a b" 17007ea8',
      ['positional-vendor-string', 'positional-host-id'],
      {
        options: [
          { keyword: 'legacy_key', value: '0123456789AB' },
          { keyword: 'legacy_vendor_string', value: 'a b' },
          { keyword: 'legacy_host_id', value: '17007ea8' },
        ],
      },
    ],
    [
      'a dot in a keyword',
      'FEATURE f v 1.0 permanent 0 HOSTID=ANY V7.1_LK=AB',
      [],
      {
        options: [
          { keyword: 'HOSTID', value: 'ANY' },
          { keyword: 'V7.1_LK', value: 'AB' },
        ],
      },
    ],
    [
      'repeated options',
      'FEATURE f v 1.0 permanent 0 HOSTID=ANY SN=1 SN=2',
      ['option-repeated'],
      {
        options: [
          { keyword: 'HOSTID', value: 'ANY' },
          { keyword: 'SN', value: '1' },
          { keyword: 'SN', value: '2' },
        ],
      },
    ],
    [
      'typographic quotation marks',
      'FEATURE f v 1.0 permanent 0 HOSTID=ANY NOTICE=\u201ca b\u201d',
      ['typographic-quote', 'typographic-quote'],
      {
        options: [
          { keyword: 'HOSTID', value: 'ANY' },
          { keyword: 'NOTICE', value: 'a b' },
        ],
      },
    ],
    [
      'a missing continuation',
      'FEATURE f v 1.0 permanent 0\n\tHOSTID=ANY',
      ['continuation-missing'],
      { options: [{ keyword: 'HOSTID', value: 'ANY' }] },
    ],
    [
      'a missing continuation inside quotes',
      'FEATURE f v 1.0 permanent 0 HOSTID="A\nB"',
      ['quote-without-continuation'],
      { options: [{ keyword: 'HOSTID', value: 'A B' }] },
    ],
    [
      'names with a slash or colon',
      'FEATURE ARC/INFO:1 v 1.0 1-jan-000 0 HOSTID=Any',
      [],
      { name: 'ARC/INFO:1' },
    ],
    [
      'a numeric name',
      'FEATURE 4711 v 46 29-feb-2028 0 HOSTID=DEMO BORROW=5000',
      [],
      { expiry: '2028-02-29' },
    ],
    ['a count of 00', 'FEATURE f v 1.0 permanent 00 HOSTID=ANY', [], { count: 'uncounted' }],
    [
      'a year of two digits',
      'FEATURE f v 1.0 1-mar-27 0 HOSTID=ANY',
      ['short-year'],
      { expiry: '2027-03-01' },
    ],
    ['the year 1900', 'FEATURE f v 1.0 1-jan-1900 0 HOSTID=ANY', [], { expiry: 'permanent' }],
    [
      'a continuation at the end',
      'FEATURE f v 1.0 permanent 0 HOSTID=ANY \\',
      ['continuation-at-end'],
      { name: 'f' },
    ],
    [
      'a blank line after a continuation',
      'FEATURE f v 1.0 permanent 0 HOSTID=ANY \\\n\nSN=3',
      ['blank-after-continuation', 'unknown-line'],
      { name: 'f' },
    ],
    ['an uncounted line without host', 'FEATURE f v 1.0 permanent 0', ['host-id-required'], { name: 'f' }],
  ]
  test.each(odd)('[CERT-06] reads %s', (_, text, codes, expected) => {
    const parsed = parseLicense(text)

    expect(parsed.document.lines[0]).toMatchObject(expected)
    expect(codesOf(parsed)).toEqual(codes)
    expect(printParsed(parsed)).toBe(text)
  })

  const broken: [string, string][] = [
    ['FEATURE f v 1.0 5 SIGN=AB', 'field-missing'],
    ['FEATURE f v 1.0 31-feb-2026 5', 'expiry'],
    ['FEATURE f v 1.0 permanent -5', 'count'],
    ['FEATURE f v 1.0 permanent +5', 'count'],
    ['FEATURE f v 1.0 31-dec-202 5', 'expiry'],
    ['UPGRADE f v 1.0 2.0 permanent', 'field-missing'],
    ['PACKAGE f v 1.0', 'components-missing'],
    ['SIGN=AB', 'unknown-line'],
    ['SERVER', 'host-missing'],
    ['VENDOR', 'vendor-missing'],
    ['VENDOR v PORT=65536', 'port-out-of-range'],
    ['FEATURE f v 1.0 permanent 0 HOSTID="ANY', 'quote-not-closed'],
    ['acme-editor-12345-67890-12345', 'decimal-format'],
  ]
  test.each(broken)('[CERT-06] says what is wrong with %s', (text, code) => {
    const parsed = parseLicense(text)

    expect(parsed.diagnostics.filter((one) => one.severity === 'error').map((one) => one.code)).toContain(
      code,
    )
    expect(printParsed(parsed)).toBe(text)
  })

  test('[CERT-06] places and cures are exact', () => {
    const [open, close] = parseLicense('# x\nFEATURE f v 1.0 permanent 0 HOSTID=\u201dANY\u201d').diagnostics

    expect(open).toMatchObject({ line: 2, column: 36, replacement: '"' })
    expect(close).toMatchObject({ line: 2, column: 40, replacement: '"' })
  })

  test('[CERT-06] server lines may have a masked or decimal host ID, none at all, or stand indented', () => {
    const hostIdOf = (text: string) => parseLicense(text).document.servers[0]?.hostId

    expect(hostIdOf('SERVER a ####### 27000')).toBe('#######')
    expect(hostIdOf('  SERVER a #2005771344')).toBe('#2005771344')
    expect(hostIdOf('SERVER a 005056AB12CD # mine')).toBe('005056AB12CD')
    expect(parseLicense('SERVER a 27000\nUSE_SERVER').document.servers[0]).toMatchObject({
      hostId: null,
      port: 27000,
    })
    expect(codesOf(parseLicense('SERVER a ANY\nSERVER b ANY'))).toEqual(['server-count'])
  })

  test('[CERT-06] a record commented out at its first line takes its continuation along', () => {
    const parsed = parseLicense(
      '# FEATURE f v 1.0 permanent 5 \\\n\tHOSTID=ANY\nFEATURE g v 1 permanent 0 HOSTID=ANY',
    )

    expect(parsed.document.lines.map((line) => line.name)).toEqual(['g'])
    expect(codesOf(parsed)).toEqual(['comment-continued'])
  })

  test('[CERT-06] keeps the spelling of keywords, whose case tells whose they are', () => {
    const line = first('FEATURE f v 1.0 permanent 0 hostid=X HOSTID=ANY vendor_info="a b"')

    expect(line?.options.map((option) => option.keyword)).toEqual(['hostid', 'HOSTID', 'vendor_info'])
    expect(line && optionValue(line.options, 'HOSTID')).toBe('ANY')
  })
})

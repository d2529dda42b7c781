import { describe, expect, test } from 'vitest'
import { reportInspection, reportVerification } from './cli-report.ts'
import { optionsFragment } from './options-file.ts'
import { parseLicense } from './parser.ts'
import { printLicense } from './printer.ts'
import { signDocument } from './signer.ts'
import { increment, issuingKey, noon, served, trust } from './testing/sample-documents.ts'
import { verifyLicense } from './verifier.ts'

describe('reports for a terminal', () => {
  const text = printLicense(
    signDocument(served(increment('editor', 5, { borrowing: true }), increment('viewer', 1)), issuingKey),
  )

  test('[CERT-06] a good file tells the rights', () => {
    expect(reportVerification(verifyLicense(text, trust, noon))).toEqual([
      'OK: 2 lines verified.',
      '  editor 2026.0: 5 copies served by 005056AB12CD until 31 Dec 2026; may be borrowed for 168 hours',
      '  viewer 2026.0: 1 copy served by 005056AB12CD until 31 Dec 2026',
      'Seal: the file is as it was issued.',
    ])
  })

  test('[CERT-06] a changed line is named and gives no right', () => {
    const report = reportVerification(
      verifyLicense(text.replace('gearwright 2026.0 31-dec-2026 1', '$&0'), trust, noon),
    )

    expect(report[0]).toBe('FAILED: 1 of 2 lines cannot be relied on.')
    expect(report.filter((line) => line.includes('viewer'))).toEqual([
      '  lines 7 to 9: INCREMENT viewer: bad: The signature does not fit: the line, ' +
        'or the host ID of a SERVER line (line 1) was changed.',
    ])
    expect(report.at(-1)).toMatch(/^Warning: line 10: The file was edited/)
  })

  test('[CERT-06] an expired right is marked', () => {
    const late = Temporal.Instant.from('2027-06-01T00:00:00Z')

    expect(reportVerification(verifyLicense(text, trust, late))[1]).toMatch(/168 hours \[expired\]$/)
    expect(reportVerification(verifyLicense('', trust, late))[0]).toMatch(/^FAILED: the file has no line/)
  })

  test('[CERT-06] a file of other origin is told without judgement, and cannot command the terminal', () => {
    const parsed = parseLicense(
      'SERVER a ANY\nVENDOR v\nFEATURE f v 1.0 1-jan-2020 0 HOSTID=ANY NOTICE=\u001b[31mred\n???',
    )

    expect(reportInspection(parsed, noon)).toEqual([
      '1 server, 1 vendor daemon, 1 feature line, 0 packages. Signatures were not checked.',
      '  server a with host ID ANY, default ports',
      '  vendor daemon v',
      '  f 1.0: any number of copies served by ANY until 1 Jan 2020; notice: ?[31mred [expired]',
      'Oldest client level that understands all lines: 1',
      'warning: line 3, column 48: An invisible control character stands here.',
      'error: line 4, column 1: No line of a license file begins with "???".',
    ])
  })
})

describe('options file', () => {
  const signed = signDocument(
    served(
      increment('editor', 2, { userBased: true }),
      increment('viewer', 5, { hostBased: 3 }),
      increment('solver', 1),
    ),
    issuingKey,
  )

  test('[CERT-01] lists users and hosts and names each signed line once', () => {
    const users = ['ann', 'bob', 'ann', 'cid']
    const { fileName, text, warnings } = optionsFragment(signed, {
      vendor: 'gearwright',
      users,
      hosts: ['mill7'],
    })

    expect(fileName).toBe('gearwright.opt')
    expect(text.replaceAll(/:[\w-]{12}"/g, ':*"')).toBe(
      'GROUP named_users ann bob cid\nINCLUDE "editor SIGN=SK7Q2:*" GROUP named_users\n' +
        'HOST_GROUP named_hosts mill7\nINCLUDE "viewer SIGN=SK7Q2:*" HOST_GROUP named_hosts\n',
    )
    expect(warnings.map((one) => one.code)).toEqual(['repeated', 'list-longer-than-limit'])
  })

  test('[CERT-01] keeps lines below the limit of daemons and refuses names that would break out', () => {
    const users = Array.from({ length: 900 }, (_, index) => `user${index}`)
    const { text } = optionsFragment(signed, { vendor: 'gearwright', users, hosts: ['h'] })

    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(4000)
    expect(text.match(/user\d+/g)).toEqual(users)
    for (const name of ['a b', 'a\nRESERVE 5 editor USER eve', '#a', 'a"', '']) {
      expect(() => optionsFragment(signed, { vendor: 'gearwright', users: [name] })).toThrow(/users\[0\]/)
    }
    expect(optionsFragment(signed, { vendor: 'other' }).text).toBe('')
  })
})

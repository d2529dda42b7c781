import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressProblem, isMailAddress, readAddresses } from './addresses.ts'
import { mailLanguageOf, readableInstant } from './language.ts'
import { nextTryAt, TRIES_MAX } from './tries.ts'

describe('addresses', () => {
  test.each([
    ['ada@northwind.example', true],
    ["o'neil+lic@mail.northwind.example", true],
    ['admin@localhost', true],
    ['ada@northwind.example\r\nBcc: all@x.example', false],
    ['ada@northwind.example\nx', false],
    ['"ada@x.example y"@northwind.example', false],
    ['Ada <ada@northwind.example>', false],
    ['ada@x.example,eve@x.example', false],
    ['ada@x.example (note)', false],
    ['ada@@x.example', false],
    ['.ada@x.example', false],
    ['ada@-x.example', false],
    ['ada@x..example', false],
    ['ada', false],
    ['', false],
    [`${'a'.repeat(65)}@x.example`, false],
    [`a@${'x'.repeat(253)}.example`, false],
  ])('[ACT-08] %j may be an address: %s', (text, may) => {
    expect(isMailAddress(text)).toBe(may)
  })

  test('[ACT-08] whatever passes has nothing in it that a mail header could take for more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const texts = [`${a}@${b}`, `ada@x.example${a}`, `${b}ada@x.example`].filter(isMailAddress)
        for (const text of texts) expect(text).not.toMatch(/[\s,;:<>()[\]"\\]/)
      }),
    )
  })

  test('[ACT-08] a comma list gives each address once, in order, and what is none is named', () => {
    expect(readAddresses('b@x.example, a@x.example,B@x.example,,nobody')).toEqual([
      'b@x.example',
      'a@x.example',
      'nobody',
    ])
    expect(addressProblem(['b@x.example', 'no\nbody'])).toBe('Not a mail address: "no\\nbody".')
    expect(addressProblem([])).toBe('There is no address to send to.')
    expect(addressProblem(['b@x.example'])).toBeNull()
  })
})

describe('tries', () => {
  test('[PRD-08] a mail is tried eight times, with longer and longer waits, over more than a day', () => {
    const now = Temporal.Instant.from('2026-03-01T09:00:00Z')
    const waits = Array.from({ length: TRIES_MAX }, (_, index) => nextTryAt(now, index + 1))
    const minutes = waits.map((at) => (at ? at.since(now).total('minutes') : null))

    expect(minutes).toEqual([1, 5, 15, 60, 180, 360, 840, null])
  })
})

describe('language', () => {
  test('[ACT-08] a mail is in the language that was chosen, else in English', () => {
    expect(['de-AT', 'fr_CA', 'en', 'ja', '', null].map(mailLanguageOf)).toEqual([
      'de',
      'fr',
      'en',
      'en',
      'en',
      'en',
    ])
  })

  test('[PRD-07] instants are told in the time zone of the reader; an unknown zone is told in UTC', () => {
    const at = Temporal.Instant.from('2026-03-01T09:00:00Z')

    expect(readableInstant(at, 'de', 'Europe/Vienna')).toContain('1. März 2026')
    expect(readableInstant(at, 'de', 'Europe/Vienna')).toContain('10:00')
    expect(readableInstant(at, 'en', 'Moon/Base')).toContain('09:00 UTC')
  })
})

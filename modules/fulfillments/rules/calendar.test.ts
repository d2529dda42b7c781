import type { DurationUnit, StartOption } from '@tallystick/entitlements/model.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDuration, calendarDateAt, isCalendarDate, isDuration, licenseDateText } from './calendar.ts'
import { expirationOf } from './expiration.ts'
import { asksStartDate, startDateOf } from './start-date.ts'
import { datedVersionText, versionDateOf, versionDateToAsk } from './version-date.ts'

const today = '2026-03-10'

describe('calendar', () => {
  test('[ACT-03] one month after 31 January is the last day of February', () => {
    expect(addDuration('2026-01-31', { amount: 1, unit: 'months' })).toBe('2026-02-28')
    expect(addDuration('2028-01-31', { amount: 1, unit: 'months' })).toBe('2028-02-29')
    expect(addDuration('2028-02-29', { amount: 1, unit: 'years' })).toBe('2029-02-28')
    expect(addDuration('9999-12-31', { amount: 1, unit: 'days' })).toBeNull()
  })

  test('[ACT-03] durations agree with the calendar of the platform for every unit', () => {
    const day = fc.integer({ min: -250_000, max: 400_000 })
    const unit = fc.constantFrom<DurationUnit>('days', 'weeks', 'months', 'years')
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 3000 }), unit, (offset, count, span) => {
        const start = Temporal.PlainDate.from('2026-01-01').add({ days: offset })
        const expected = start.add({ [span]: count })
        const text = expected.year > 9999 ? null : expected.toString()
        expect(addDuration(start.toString(), { amount: count, unit: span })).toBe(text)
      }),
      { numRuns: 3000 },
    )
  })

  test('[ACT-03] only days and durations that exist are taken', () => {
    expect(['2026-02-28', '2028-02-29', '0001-01-01'].every(isCalendarDate)).toBe(true)
    const wrong = [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '26-01-01',
      '2026-1-1',
      '0000-01-01',
      20260101,
      null,
    ]
    expect(wrong.some(isCalendarDate)).toBe(false)
    expect(isDuration({ amount: 3, unit: 'months' })).toBe(true)
    expect(
      [{ amount: 0, unit: 'days' }, { amount: 1.5, unit: 'days' }, { amount: 1, unit: 'eons' }, 7].some(
        isDuration,
      ),
    ).toBe(false)
  })

  test('[CERT-01] writes days as license files do, and knows the day somewhere else', () => {
    const instant = Temporal.Instant.from('2026-12-31T23:30:00Z')

    expect(licenseDateText('2026-12-31')).toBe('31-dec-2026')
    expect(calendarDateAt(instant, 'UTC')).toBe('2026-12-31')
    expect(calendarDateAt(instant, 'Europe/Berlin')).toBe('2027-01-01')
  })
})

describe('start date', () => {
  type Row = readonly [StartOption, string | null, unknown, unknown]
  const settled = (starts: string, writeBack: string | null = null) => ({ starts, writeBack })
  const rows: readonly Row[] = [
    ['specify-now', '2026-01-01', null, settled('2026-01-01')],
    ['specify-now', '2026-01-01', '2026-01-01', settled('2026-01-01')],
    ['specify-now', '2026-01-01', '2026-02-01', { code: 'start-date-fixed' }],
    ['specify-now', null, null, { code: 'start-date-missing' }],
    ['specify-at-first-activation', null, '2026-04-01', settled('2026-04-01', '2026-04-01')],
    ['specify-at-first-activation', null, null, { code: 'start-date-missing' }],
    ['specify-at-first-activation', '2026-04-01', null, settled('2026-04-01')],
    ['specify-at-first-activation', '2026-04-01', '2026-05-01', { code: 'start-date-fixed' }],
    ['specify-at-each-activation', null, '2026-05-01', settled('2026-05-01')],
    ['specify-at-each-activation', null, '', { code: 'start-date-invalid' }],
    ['specify-at-each-activation', null, '2026-02-30', { code: 'start-date-invalid' }],
    ['specify-at-each-activation', null, undefined, { code: 'start-date-missing' }],
    ['first-activation-date', null, null, settled(today, today)],
    ['first-activation-date', '2026-01-05', null, settled('2026-01-05')],
    ['first-activation-date', null, '2026-04-01', { code: 'start-date-fixed' }],
    ['each-activation-date', '2026-01-05', null, settled(today)],
    ['each-activation-date', null, '2026-04-01', { code: 'start-date-fixed' }],
  ]
  test.each(rows)('[ACT-03] %s with %s on the line item and %s given', (option, startsOn, given, answer) => {
    expect(startDateOf({ option, startsOn }, given, today)).toMatchObject(answer as object)
  })

  test('[ACT-03] a date is asked while it is missing, or each time', () => {
    expect(asksStartDate({ option: 'specify-at-first-activation', startsOn: null })).toBe(true)
    expect(asksStartDate({ option: 'specify-at-first-activation', startsOn: today })).toBe(false)
    expect(asksStartDate({ option: 'specify-at-each-activation', startsOn: null })).toBe(true)
    expect(asksStartDate({ option: 'first-activation-date', startsOn: null })).toBe(false)
  })
})

describe('expiration', () => {
  const year = { kind: 'duration', amount: 1, unit: 'years' } as const

  test('[ACT-03] permanent, a fixed day, or start plus duration', () => {
    expect(expirationOf({ kind: 'permanent' }, today)).toEqual({ expires: null })
    expect(expirationOf({ kind: 'date', expiresOn: '2026-12-31' }, today)).toEqual({ expires: '2026-12-31' })
    expect(expirationOf({ kind: 'date', expiresOn: today }, today)).toEqual({ expires: today })
    expect(expirationOf(year, today)).toEqual({ expires: '2027-03-10' })
  })

  test('[ACT-03] a license cannot start after it has ended or end after the year 9999', () => {
    expect(expirationOf({ kind: 'date', expiresOn: '2026-03-09' }, today)).toMatchObject({
      code: 'start-after-expiration',
    })
    expect(expirationOf(year, '9999-06-01')).toMatchObject({ code: 'expiration-out-of-range' })
  })
})

describe('version date', () => {
  const duration = { amount: 6, unit: 'months' } as const
  const days = { starts: '2026-01-31', today }

  test('[ACT-03] comes from the line item, the start, today, or the person', () => {
    const of = (option: Parameters<typeof versionDateOf>[0]['option'], given = {}) =>
      versionDateOf({ option, versionDate: '2025-05-05', duration }, given, days)

    expect(of('specify-now')).toEqual({ versionDate: '2025-05-05' })
    expect(of('use-start-date')).toEqual({ versionDate: '2026-07-31' })
    expect(of('use-activation-date')).toEqual({ versionDate: '2026-09-10' })
    expect(of('specify-version-date-later', { versionDate: '2026-02-01' })).toEqual({
      versionDate: '2026-02-01',
    })
    expect(of('specify-version-start-date-later', { versionStartDate: '2026-02-01' })).toEqual({
      versionDate: '2026-08-01',
    })
    expect(of('specify-version-date-later')).toMatchObject({ code: 'version-date-not-given' })
    expect(of('specify-version-start-date-later', { versionStartDate: 'soon' })).toMatchObject({
      code: 'version-date-invalid',
    })
    expect(versionDateOf({ option: 'specify-now', versionDate: null, duration }, {}, days)).toMatchObject({
      code: 'version-date-missing',
    })
  })

  test('[ACT-03] only the two later options ask', () => {
    const ask = (option: Parameters<typeof versionDateOf>[0]['option']) =>
      versionDateToAsk({ option, versionDate: null, duration: null })

    expect(ask('specify-version-date-later')).toBe('version-date')
    expect(ask('specify-version-start-date-later')).toBe('version-start-date')
    expect(ask('use-start-date')).toBeNull()
  })

  test('[CERT-01] versions that are dates compare in the order of the dates', () => {
    expect(datedVersionText('2026-01-11', 'yyyy.mmdd')).toBe('2026.0111')
    expect(datedVersionText('2026-01-11', 'yyyy.mm')).toBe('2026.01')
    expect(datedVersionText('2026-01-11', 'yyyymmdd')).toBe('20260111')
    expect(Number(datedVersionText('2026-01-11', 'yyyy.mmdd'))).toBeLessThan(
      Number(datedVersionText('2026-11-01', 'yyyy.mmdd')),
    )
  })
})

import { afterEach, describe, expect, test } from 'vitest'
import {
  countText,
  dateText,
  exactInstantText,
  instantText,
  relativeText,
  sentenceText,
  setReader,
} from './dates.ts'

afterEach(() => setReader({ locale: 'en-GB', timeZone: 'UTC' }))

describe('dates as a reader sees them', () => {
  test('[LOG-13] an instant is shown in the zone of the reader, a calendar date never moves', () => {
    setReader({ locale: 'en-GB', timeZone: 'America/Los_Angeles' })

    expect(instantText('2026-03-01T02:30:00Z')).toBe('28 Feb 2026, 18:30')
    expect(dateText('2026-03-01')).toBe('1 Mar 2026')
  })

  test('[LOG-13] the exact instant names seconds, zone and the text of the API', () => {
    expect(exactInstantText('2026-03-01T02:30:05Z')).toContain('02:30:05')
    expect(exactInstantText('2026-03-01T02:30:05Z')).toContain('2026-03-01T02:30:05Z')
  })

  test('[LOG-13] instants and dates inside a sentence of the server become those of the reader, IDs stay', () => {
    setReader({ locale: 'en-GB', timeZone: 'Europe/Berlin' })

    expect(sentenceText('Approved already: Ada, 2026-11-22T07:42:55.000315Z.')).toBe(
      'Approved already: Ada, 22 Nov 2026, 08:42.',
    )
    expect(sentenceText('GW-2026-11-22 expired on 2026-12-31.')).toBe('GW-2026-11-22 expired on 31 Dec 2026.')
  })

  test('[LOG-13] an unknown zone or language does not break the page', () => {
    setReader({ locale: '???', timeZone: 'Mars/Olympus' })

    expect(instantText('2026-03-01T02:30:00Z')).toBe('1 Mar 2026, 02:30')
  })

  test('[LOG-13] distances use the largest unit that fits', () => {
    const now = Date.parse('2026-03-10T00:00:00Z')
    expect(relativeText('2026-03-07T00:00:00Z', now)).toBe('3 days ago')
    expect(relativeText('2026-06-10T00:00:00Z', now)).toBe('in 3 months')
    expect(relativeText('2026-03-09T23:59:50Z', now)).toBe('just now')
  })

  test('[LOG-13] a count agrees with its word', () => {
    expect(countText(1, 'copy', 'copies')).toBe('1 copy')
    expect(countText(1200, 'copy', 'copies')).toBe('1,200 copies')
  })
})

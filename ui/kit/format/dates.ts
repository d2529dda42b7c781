/**
 * Texts for dates and instants. Instants are shown in the reader's zone, calendar dates as they are: a date
 * like `2026-12-31` never moves to another day because of a time zone.
 */
export interface Reader {
  readonly locale: string
  readonly timeZone: string
}

let reader: Reader = { locale: 'en-GB', timeZone: 'UTC' }

/** Sets for whom texts are made; called once when the session is known. Unknown zones fall back to UTC. */
export function setReader(next: Partial<Reader>): void {
  reader = {
    locale: knownLocale(next.locale ?? reader.locale),
    timeZone: knownZone(next.timeZone ?? reader.timeZone),
  }
  formats.clear()
}

/** The zone of the device, for readers who have chosen none. */
export function deviceZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** For whom texts are made. */
export function currentReader(): Reader {
  return reader
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatter(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const known = formats.get(name)
  if (known) return known
  const made = new Intl.DateTimeFormat(reader.locale, options)
  formats.set(name, made)
  return made
}

/** `2026-12-31` as `31 Dec 2026`. A text that is no date is returned as it is. */
export function dateText(date: string): string {
  const time = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(time)) return date
  return formatter('date', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(time)
}

/** An ISO instant as `21 Nov 2026, 14:03` in the reader's zone. */
export function instantText(instant: string): string {
  const time = Date.parse(instant)
  if (Number.isNaN(time)) return instant
  const { timeZone } = reader
  return formatter('instant', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(time)
}

/**
 * A sentence of the server with the instants and dates in it as the reader writes them. The server does not know the
 * reader's zone, so that its sentences have them in the form of the API.
 */
export function sentenceText(sentence: string): string {
  return sentence
    .replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g, instantText)
    .replaceAll(/(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])/g, dateText)
}

/** An instant with seconds and zone, for the hover text: nothing is left to guess. */
export function exactInstantText(instant: string): string {
  const time = Date.parse(instant)
  if (Number.isNaN(time)) return instant
  const { timeZone } = reader
  const local = formatter('exact', {
    dateStyle: 'full',
    timeStyle: 'long',
    hourCycle: 'h23',
    timeZone,
  }).format(time)
  return `${local} · ${instant}`
}

const STEPS = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** How long ago or until: `3 days ago`, `in 2 months`, `just now`. */
export function relativeText(instant: string, nowMs: number): string {
  const seconds = Math.round((Date.parse(instant) - nowMs) / 1000)
  if (Number.isNaN(seconds)) return instant
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) {
      return new Intl.RelativeTimeFormat(reader.locale, { numeric: 'auto' }).format(
        Math.trunc(seconds / length),
        unit,
      )
    }
  }
  return 'just now'
}

/** A whole or decimal number in the reader's way of writing. */
export function numberText(value: number): string {
  return new Intl.NumberFormat(reader.locale).format(value)
}

/** `1 license`, `3 licenses`: a number with its word. Give `many` where an s does not do. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`
}

function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

function knownLocale(locale: string): string {
  try {
    // Plain "en" would mean American dates; those who want them say en-US.
    return locale === 'en' ? 'en-GB' : (Intl.getCanonicalLocales(locale)[0] ?? 'en-GB')
  } catch {
    return 'en-GB'
  }
}

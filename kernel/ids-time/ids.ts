import { randomInt, randomUUID } from 'node:crypto'

/** The millisecond of the last key, and its place among the keys of that millisecond. */
let lastMs = 0
let place = 0

/** Places of one millisecond: the 12 bits behind the version of a UUID. */
const PLACES = 4096

/**
 * A new key for a row: UUID version 7, so that new rows lie together in their index.
 *
 * Keys of one process are in the order in which they were made, also within a millisecond: events and history
 * are read in that order. (The counter of RFC 9562, section 6.2, method 1; Node's own function has none.) A
 * clock that is set back, and a full millisecond, borrow from the next one.
 */
export function newId(): string {
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    place = randomInt(PLACES / 2)
  } else if (place + 1 < PLACES) {
    place += 1
  } else {
    lastMs += 1
    place = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  const random = randomUUID().slice(19)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${place.toString(16).padStart(3, '0')}-${random}`
}

/** The lowest key that can be made at an instant: the start of a range of keys by time. */
export function firstIdAt(instant: Temporal.Instant): string {
  const time = instant.epochMilliseconds.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a text has the form of a UUID, so that it may be compared with a key column. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

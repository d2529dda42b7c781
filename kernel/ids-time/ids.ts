import { randomUUIDv7 } from 'node:crypto'

/** A new key for a row: UUID version 7, so that new rows lie together in their index. */
export function newId(): string {
  return randomUUIDv7()
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a text has the form of a UUID, so that it may be compared with a key column. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

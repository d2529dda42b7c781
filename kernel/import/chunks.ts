import type { ReadRecord } from './read-record.ts'

/** Records that one transaction takes at most: many enough to share a commit, few enough to hold locks briefly. */
const RECORDS_MAX = 50

/** Rows of the file that a chunk holds at most, unless a single record has more. */
const ROWS_MAX = 250

/** The records of a file in order, in small groups that are imported together. */
export async function* chunksOf(records: AsyncIterable<ReadRecord>): AsyncGenerator<readonly ReadRecord[]> {
  let chunk: ReadRecord[] = []
  let rows = 0
  for await (const record of records) {
    if (chunk.length > 0 && rows + record.rows > ROWS_MAX) {
      yield chunk
      chunk = []
      rows = 0
    }
    chunk.push(record)
    rows += record.rows
    if (chunk.length === RECORDS_MAX) {
      yield chunk
      chunk = []
      rows = 0
    }
  }
  if (chunk.length > 0) yield chunk
}

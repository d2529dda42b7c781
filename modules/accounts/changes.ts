import { isDeepStrictEqual } from 'node:util'

/** The fields of an edit that differ from the record, as they were and as they become. */
export interface Changes {
  readonly isEmpty: boolean
  readonly before: Record<string, unknown>
  readonly after: Record<string, unknown>
}

/**
 * Compares an edit with the record. Fields that the edit leaves out, or that the record lacks, do not count.
 */
export function changesOf(record: object, edit: object): Changes {
  const known = record as Record<string, unknown>
  const before: Record<string, unknown> = {}
  const after: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(edit)) {
    if (value === undefined || !(field in known) || isDeepStrictEqual(known[field], value)) continue
    before[field] = known[field]
    after[field] = value
  }
  return { isEmpty: Object.keys(after).length === 0, before, after }
}

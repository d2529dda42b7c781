import type { QueryContext, Step } from '../operation/implement.ts'

/**
 * How a cell is written. `list` and `counted-list` separate their values by `|`; a counted value ends in
 * `:count`, which is 1 when left out. `object` exists in JSON, and in CSV as columns `<name>:<field>`.
 * `any` is text in CSV and whatever stands there in JSON; the record kind reads it.
 */
export type CellType =
  | 'text'
  | 'whole-number'
  | 'yes-no'
  | 'date'
  | 'choice'
  | 'list'
  | 'counted-list'
  | 'object'
  | 'any'

/** A column of an import file; the same name is the field of a JSON record. */
export interface ImportColumn {
  readonly name: string
  readonly label: string
  /** Default `text`. */
  readonly type?: CellType
  readonly required?: true
  readonly choices?: readonly string[]
  readonly help: string
  /** A believable value for the template. Empty when the template leaves it out. */
  readonly example: string
  /** For `object` columns: a field that the template shows, such as `color` for the column `custom:color`. */
  readonly exampleField?: string
}

/** One value of a `counted-list`. */
export interface Counted {
  readonly name: string
  readonly count: number
}

/** A record as it was read: converted values by column name. What the file leaves empty is absent. */
export type ImportRecord = Readonly<Record<string, unknown>>

/** A record named by another one, or by itself: `{ kind: 'shelf', name: 'A-7' }`. */
export interface RecordName {
  readonly kind: string
  readonly name: string
}

/** What has to be done so that the store holds what the record says. No steps: it already does. */
export interface ImportPlan {
  readonly isNew: boolean
  readonly steps: readonly Step[]
}

/** A kind of record that an import accepts: its columns, and how a record becomes commands. */
export interface RecordKind {
  readonly kind: string
  readonly label: string
  /** Key of the array in a JSON file, and name of the template file. */
  readonly key: string
  readonly help: string
  readonly columns: readonly ImportColumn[]
  /** Records with parts: each CSV row is one part, and rows that follow each other with the same name are one record. */
  readonly parts?: {
    /** JSON field that holds the array of parts. */
    readonly field: string
    readonly label: string
    readonly columns: readonly ImportColumn[]
    /** The column that says to which record a row belongs. */
    readonly groupBy: string
  }
  /** The name that reports show and that tells whether the record exists. */
  readonly nameOf: (record: ImportRecord) => string
  /**
   * Records that this one names. In a dry run a record may name one that the same file would create first;
   * then its form is all that can be checked.
   */
  readonly names?: (record: ImportRecord) => readonly RecordName[]
  /** Records inside of this one that others may name, besides itself; for dry runs, as `names`. */
  readonly gives?: (record: ImportRecord) => readonly RecordName[]
  /**
   * Reads at once what `plan` and the commands will need of several records, and keeps it for this transaction.
   * Only makes them faster: without it each reads for itself.
   */
  readonly gather?: (ctx: QueryContext, records: readonly ImportRecord[]) => Promise<void>
  /** Compares the record with what is there. Only reads; the steps are run by the caller, in one transaction. */
  readonly plan: (ctx: QueryContext, record: ImportRecord) => Promise<ImportPlan>
  /** Column of an input field that a command refused, when the two are not called the same. */
  readonly columnOf?: Readonly<Record<string, string>>
}

/** Several kinds of records that belong together, in the order in which they should be imported. */
export interface ImportDefinition {
  readonly name: string
  readonly label: string
  readonly help: string
  readonly recordKinds: readonly RecordKind[]
}

/** Declares an import. Throws when two kinds share a name or key, or a grouping column is missing. */
export function defineImport(definition: ImportDefinition): ImportDefinition {
  const seen = new Set<string>()
  for (const recordKind of definition.recordKinds) {
    for (const word of new Set([recordKind.kind, recordKind.key])) {
      if (seen.has(word)) throw new TypeError(`Two record kinds of ${definition.name} are called ${word}.`)
      seen.add(word)
    }
    const columns = columnsOf(recordKind)
    const names = new Set(columns.map((column) => column.name))
    if (names.size !== columns.length) throw new TypeError(`${recordKind.kind} has two columns of one name.`)
    const { parts } = recordKind
    if (parts && !recordKind.columns.some((column) => column.name === parts.groupBy)) {
      throw new TypeError(`${recordKind.kind} has no column ${parts.groupBy} to group by.`)
    }
  }
  return definition
}

/** Columns of a CSV file of this kind: those of the record, then those of its parts. */
export function columnsOf(recordKind: RecordKind): readonly ImportColumn[] {
  return [...recordKind.columns, ...(recordKind.parts?.columns ?? [])]
}

/** The kind that a caller means by its name or by its JSON key, in any spelling; null when there is none. */
export function recordKindOf(definition: ImportDefinition, word: string): RecordKind | null {
  const wanted = simplified(word)
  return (
    definition.recordKinds.find((one) => [one.kind, one.key].some((name) => simplified(name) === wanted)) ??
    null
  )
}

/** A name without regard to case, spaces, hyphens and underscores. */
export function simplified(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '')
}

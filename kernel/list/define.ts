import { z } from 'zod'
import type { Contract, RestFace } from '../operation/define.ts'

/** What a column holds; decides operators, alignment, formatting and the CSV text. */
export type ColumnType = 'text' | 'texts' | 'number' | 'boolean' | 'date' | 'instant' | 'choice'

/** A column of a list, declared once for API, screen, CSV and print. */
export interface Column {
  readonly label: string
  readonly type: ColumnType
  /** Offered as a scope of the simple search. */
  readonly simple?: true
  /** Can be asked for with `where`, and stands on the advanced search. Default true. */
  readonly searchable?: boolean
  readonly sortable?: true
  /** Shown unless the reader hides it. Default true. */
  readonly visible?: boolean
  /** The values of a `choice`, with their labels. */
  readonly choices?: Readonly<Record<string, string>>
  /** Shown as a filter above the list (choice and boolean columns). */
  readonly quickFilter?: true
  /** May be absent in a row; shown as a dash. */
  readonly nullable?: true
  /** A sentence for the column's heading. */
  readonly help?: string
}

/** Columns by key, in the order in which they are shown. */
export type Columns = Readonly<Record<string, Column>>

/** A list that pages, searches, sorts and exports on the server. */
export interface ListContract<C extends Columns = Columns> extends Contract {
  readonly kind: 'list'
  readonly columns: C
  /** `column` or `-column`; must be sortable. */
  readonly defaultSort: string
  /** File name of the export, without ending. */
  readonly fileName: string
  /** Title of the page and of the printed list. */
  readonly title: string
  /** Extra inputs of the list, such as the record whose rows are listed. */
  readonly params: z.ZodObject
}

type ListFields<C extends Columns> = {
  readonly name: string
  readonly title: string
  readonly summary: string
  readonly rows: readonly string[]
  readonly path: string
  readonly permission: string | null
  readonly signedIn?: true
  readonly childPermission?: string
  readonly columns: C
  readonly defaultSort: string
  readonly fileName: string
  readonly params?: z.ZodObject
}

const NONE = z.object({})

/** Declares a list. Its REST face is `GET path`, and `GET path.csv` for the export. */
export function defineList<const C extends Columns>(fields: ListFields<C>): ListContract<C> {
  const { path, params, ...rest } = fields
  const face: RestFace = { method: 'GET', path }
  const own = params ?? NONE
  return {
    ...rest,
    kind: 'list',
    rest: face,
    params: own,
    input: own.extend(ListQuery.shape),
    output: pageOf(fields.columns),
    refusals: [],
    emits: [],
  }
}

/**
 * The one query grammar of all lists.
 *
 * `where` holds conditions `column.operator:value`, all of which must match; `in` takes values separated by
 * commas. `sort` is `column` or `-column`. `after` is the cursor of the page before. `ids` restricts to
 * chosen rows. `total` asks for the number of matching rows (counted up to 10,000).
 */
export const ListQuery = z.object({
  where: z.union([z.string(), z.array(z.string())]).optional().transform(toArray),
  sort: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
  after: z.string().max(2000).optional(),
  ids: z.union([z.string(), z.array(z.string())]).optional().transform(toArray),
  total: z.stringbool().optional(),
})

/** A parsed list query. */
export type ListQueryInput = z.infer<typeof ListQuery>

function toArray(value: string | string[] | undefined): string[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

/** A page of a list. `next` is null on the last page; `total` is present when it was asked for. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly next: string | null
  readonly total?: { readonly count: number; readonly isExact: boolean }
}

function pageOf(columns: Columns): z.ZodType {
  const shape: Record<string, z.ZodType> = { id: z.string() }
  for (const [key, column] of Object.entries(columns)) {
    const value = cellOf(column)
    shape[key] = column.nullable ? value.nullable() : value
  }
  return z.object({
    rows: z.array(z.looseObject(shape)),
    next: z.string().nullable(),
    total: z.object({ count: z.int(), isExact: z.boolean() }).optional(),
  })
}

function cellOf(column: Column): z.ZodType {
  switch (column.type) {
    case 'text':
    case 'choice':
      return z.string()
    case 'texts':
      return z.array(z.string())
    case 'number':
      return z.number()
    case 'boolean':
      return z.boolean()
    case 'date':
      return z.iso.date()
    case 'instant':
      return z.iso.datetime()
  }
}

type Cell<C extends Column> = C['type'] extends 'number'
  ? number
  : C['type'] extends 'boolean'
    ? boolean
    : C['type'] extends 'texts'
      ? readonly string[]
      : string

/** The row of a list, by its columns; `id` is the key that `ids` and row links take. */
export type RowOf<L extends ListContract> = { readonly id: string } & {
  readonly [K in keyof L['columns']]: L['columns'][K] extends { readonly nullable: true }
    ? Cell<L['columns'][K]> | null
    : Cell<L['columns'][K]>
}

/** Operators by column type; the first is the default. */
export const OPERATORS = {
  text: ['contains', 'equals', 'starts', 'ends'],
  texts: ['contains', 'equals', 'starts', 'ends'],
  number: ['equals', 'atLeast', 'atMost'],
  boolean: ['is'],
  date: ['on', 'before', 'after'],
  instant: ['on', 'before', 'after'],
  choice: ['in'],
} as const satisfies Record<ColumnType, readonly string[]>

/** Any operator of the grammar. */
export type Operator = (typeof OPERATORS)[ColumnType][number]

/** One condition of a query: `column.operator:value`. */
export interface Condition {
  readonly column: string
  readonly operator: Operator
  readonly value: string
}

/** Writes a condition as the address and the API have it. */
export function printCondition(condition: Condition): string {
  return `${condition.column}.${condition.operator}:${condition.value}`
}

/** Reads a condition; null when it does not have the form `column.operator:value`. */
export function readCondition(text: string): Condition | null {
  const match = /^(\w+)\.(\w+):([\s\S]*)$/.exec(text)
  if (!match) return null
  const [, column, operator, value] = match as unknown as [string, string, string, string]
  return { column, operator: operator as Operator, value }
}

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
  /** The listed records have custom attributes, which can be searched by their names. */
  readonly customAttributes?: true
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
  readonly customAttributes?: true
}

const NONE = z.object({})

const WHERE = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform(toArray)

const WHERE_WORDS =
  'Conditions `column.operator:value`, all of which must match; `in` takes values separated by commas.'

const ATTRIBUTES_TOO = WHERE.meta({
  description:
    `${WHERE_WORDS} A custom attribute is searched by its name, as in \`attribute:color.contains:blue\`, ` +
    '`attribute:size.atLeast:12` or `attribute:checked.before:2026-12-31`. With the operators of text, numbers, ' +
    'true and false are compared as they are written; texts of more than 255 characters and lists of values are ' +
    'not searched.',
})

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
    input: own.extend(
      fields.customAttributes ? { ...ListQuery.shape, where: ATTRIBUTES_TOO } : ListQuery.shape,
    ),
    output: pageOf(fields.columns),
    refusals: [],
    emits: [],
  }
}

/**
 * The one query grammar of all lists.
 *
 * `where` holds conditions `column.operator:value`, all of which must match; `in` takes values separated by
 * commas. Where the listed records have custom attributes, `attribute:name.operator:value` searches one of them. `sort` is `column` or `-column`. `after` is the cursor of the page before. `ids` restricts to
 * chosen rows. `total` asks for the number of matching rows (counted up to 10,000).
 */
export const ListQuery = z.object({
  where: WHERE.meta({ description: WHERE_WORDS }),
  sort: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
  after: z.string().max(2000).optional(),
  ids: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform(toArray),
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
  /** Key of a column, or `attribute:` and the name of a custom attribute. */
  readonly column: string
  readonly operator: Operator
  readonly value: string
}

/** Writes a condition as the address and the API have it. */
export function printCondition(condition: Condition): string {
  return `${condition.column}.${condition.operator}:${condition.value}`
}

/** Operators that compare custom attributes: those of texts, numbers and days. */
export const ATTRIBUTE_OPERATORS: readonly Operator[] = [
  ...OPERATORS.text,
  'atLeast',
  'atMost',
  ...OPERATORS.date,
]

const ATTRIBUTE = 'attribute:'

/** The `column` of a condition on a custom attribute. */
export function attributeColumn(name: string): string {
  return `${ATTRIBUTE}${name}`
}

/** The name of the custom attribute that a condition is about; null when it is about a column. */
export function attributeName(condition: Condition): string | null {
  return condition.column.startsWith(ATTRIBUTE) ? condition.column.slice(ATTRIBUTE.length) : null
}

/** Whether a custom attribute of this name can be searched: 1 to 100 characters, no dot and no colon. */
export function isAttributeName(name: string): boolean {
  return ATTRIBUTE_NAME.test(name)
}

const ATTRIBUTE_NAME = /^[^.:\0]{1,100}$/u

/**
 * Reads a condition; null when it does not have the form `column.operator:value` or, for a custom attribute,
 * `attribute:name.operator:value`.
 */
export function readCondition(text: string): Condition | null {
  const match = /^(\w+|attribute:[^.:\0]{1,100})\.(\w+):([\s\S]*)$/u.exec(text)
  if (!match) return null
  const [, column, operator, value] = match as unknown as [string, string, string, string]
  return { column, operator: operator as Operator, value }
}

import sql, { empty, join, raw, type Sql } from 'sql-template-tag'
import { InvalidInput, invariant, type FieldProblem } from '../errors/problems.ts'
import type { BoundList, QueryContext } from '../operation/implement.ts'
import { ATTRIBUTE_OPERATORS, OPERATORS, attributeName, readCondition } from './define.ts'
import type { Column, Columns, Condition, ListContract, ListQueryInput } from './define.ts'

/** How one column is read, searched and sorted in SQL. */
export interface ColumnBinding {
  /** The shown value. May use `base` and the `detail` joins. */
  readonly value: Sql
  /** Shown instead of `value` where that depends on who asks. Such a column is neither searched nor sorted. */
  readonly valueFor?: (ctx: QueryContext) => Sql
  /**
   * What is compared when the column is searched, over `base` only. Default: `value`. Never put a join here:
   * use a subquery through `filter`.
   */
  readonly search?: Sql
  /** What is ordered by, over `base` only and never null, so that an index can serve it. Default: `search`. */
  readonly sort?: Sql
  /** PostgreSQL type of `sort` for reading the cursor back. Default `text`. */
  readonly sortType?: 'text' | 'bigint' | 'date' | 'timestamptz' | 'boolean' | 'integer' | 'uuid'
  /** Replaces the whole condition, for example by `line_item_id IN (SELECT …)`. */
  readonly filter?: (condition: Condition, compare: (left: Sql) => Sql) => Sql
}

/** The server half of a list. */
export interface ListBinding<C extends Columns> {
  /** The table or subquery that is paged, with its alias: `line_item AS li`. */
  readonly base: Sql
  /** The alias of `base`. */
  readonly alias: string
  /** Key of the row, unique, over `base`: becomes `id`. */
  readonly id: Sql
  readonly idType?: 'uuid' | 'text' | 'bigint'
  /** Tenant, scope and parameters, over `base`. */
  readonly where: (ctx: QueryContext, input: Record<string, unknown>) => Sql
  /** Joins made only for the rows of the page. */
  readonly detail?: Sql
  readonly columns: { readonly [K in keyof C]: ColumnBinding }
  /** More values of the row that are no columns (keys of linked records), by name. */
  readonly extras?: Readonly<Record<string, Sql>>
  /** The object (jsonb) of custom attributes, over `base`. Exactly for contracts with `customAttributes`. */
  readonly attributes?: Sql
}

/** Rows are counted up to here; beyond it the page says "more than". */
const TOTAL_MAX = 10_000

/** Texts of custom attributes with more characters are not searched. */
const ATTRIBUTE_TEXT_MAX = 255

/** Joins a list contract to its SQL. */
export function bindList<C extends Columns>(contract: ListContract<C>, binding: ListBinding<C>): BoundList {
  invariant(
    (contract.customAttributes === true) === (binding.attributes !== undefined),
    `${contract.name} has custom attributes in one of contract and binding only.`,
  )
  const plan = new ListPlan(contract, binding as unknown as ListBinding<Columns>)
  return { contract, page: (ctx, input) => plan.page(ctx, input), all: (ctx, input) => plan.all(ctx, input) }
}

interface Order {
  readonly key: string
  readonly descending: boolean
  readonly expression: Sql
  readonly type: string
}

class ListPlan {
  readonly #contract: ListContract
  readonly #binding: ListBinding<Columns>

  constructor(contract: ListContract, binding: ListBinding<Columns>) {
    this.#contract = contract
    this.#binding = binding
  }

  async page(ctx: QueryContext, input: Record<string, unknown> & ListQueryInput) {
    const limit = input.limit ?? 20
    const where = this.#where(ctx, input)
    const order = this.#order(input.sort)
    const seek = input.after ? this.#seek(order, input.after) : empty
    const found = await ctx.tx.rows<Record<string, unknown>>(
      this.#statement(ctx, sql`${where}${seek}`, order, sql`LIMIT ${limit + 1}`),
      'each-time',
    )
    const rows = found.slice(0, limit).map(withoutSort)
    const last = found[limit - 1]
    const next = found.length > limit && last ? writeCursor(order, last) : null
    if (!input.total) return { rows, next }
    return { rows, next, total: await this.#total(ctx, where) }
  }

  all(ctx: QueryContext, input: Record<string, unknown> & ListQueryInput): Sql {
    return this.#statement(ctx, this.#where(ctx, input), this.#order(input.sort), empty)
  }

  async #total(ctx: QueryContext, where: Sql) {
    const [{ count } = { count: 0 }] = await ctx.tx.rows<{ count: number }>(
      sql`SELECT count(*) AS count FROM (SELECT 1 FROM ${this.#binding.base} WHERE ${where}
          LIMIT ${TOTAL_MAX + 1}) AS counted`,
      'each-time',
    )
    return { count: Math.min(count, TOTAL_MAX), isExact: count <= TOTAL_MAX }
  }

  /** Pages over `base` alone, then joins the details for those rows only: deep joins never see the table. */
  #statement(ctx: QueryContext, where: Sql, order: Order, limit: Sql): Sql {
    const { alias, base, id, detail, columns, extras } = this.#binding
    const direction = raw(order.descending ? 'DESC' : 'ASC')
    const values = Object.entries(columns).map(
      ([key, column]) => sql`${column.valueFor?.(ctx) ?? column.value} AS ${raw(`"${key}"`)}`,
    )
    const more = Object.entries(extras ?? {}).map(([key, value]) => sql`${value} AS ${raw(`"${key}"`)}`)
    return sql`SELECT ${raw(alias)}."_id" AS "id", ${raw(alias)}."_sort"::text AS "_sort",
      ${join([...values, ...more])}
      FROM (SELECT ${raw(alias)}.*, ${id} AS "_id", ${order.expression} AS "_sort"
            FROM ${base} WHERE ${where}
            ORDER BY ${order.expression} ${direction}, ${id} ${direction} ${limit}) AS ${raw(alias)}
      ${detail ?? empty}
      ORDER BY ${raw(alias)}."_sort" ${direction}, ${raw(alias)}."_id" ${direction}`
  }

  #order(asked: string | undefined): Order {
    const text = asked ?? this.#contract.defaultSort
    const descending = text.startsWith('-')
    const key = descending ? text.slice(1) : text
    const column = this.#contract.columns[key]
    const bound = this.#binding.columns[key]
    if (!column?.sortable || !bound) {
      throw new InvalidInput([
        { path: 'sort', code: 'unknown-sort', message: `The list cannot be sorted by "${key}".` },
      ])
    }
    const expression = bound.sort ?? bound.search ?? bound.value
    return { key, descending, expression, type: bound.sortType ?? 'text' }
  }

  #seek(order: Order, cursor: string): Sql {
    const [value, id] = readCursor(order, cursor)
    const compare = raw(order.descending ? '<' : '>')
    const idType = raw(this.#binding.idType ?? 'uuid')
    return sql` AND (${order.expression}, ${this.#binding.id}) ${compare}
      (${value}::${raw(order.type)}, ${id}::${idType})`
  }

  #where(ctx: QueryContext, input: Record<string, unknown> & ListQueryInput): Sql {
    const problems: FieldProblem[] = []
    const parts = [this.#binding.where(ctx, input)]
    for (const text of input.where) {
      const condition = readCondition(text)
      const problem = condition ? this.#problemOf(condition) : 'A condition reads column.operator:value.'
      if (problem) problems.push({ path: 'where', code: 'bad-condition', message: problem })
      else if (condition) parts.push(this.#condition(condition))
    }
    if (problems.length > 0) throw new InvalidInput(problems)
    if (input.ids.length > 0) {
      const ids = input.ids.flatMap((text) => text.split(','))
      parts.push(sql`${this.#binding.id}::text = ANY(${ids}::text[])`)
    }
    return join(parts, ' AND ')
  }

  #problemOf(condition: Condition): string | null {
    const attribute = attributeName(condition)
    if (attribute !== null) return this.#attributeProblem(attribute, condition)
    const column = this.#contract.columns[condition.column]
    if (!column || column.searchable === false) return `"${condition.column}" cannot be searched here.`
    const operators: readonly string[] = OPERATORS[column.type]
    if (!operators.includes(condition.operator)) {
      return `"${condition.column}" is compared with ${operators.join(', ')}.`
    }
    return valueProblem(condition, column)
  }

  #attributeProblem(name: string, condition: Condition): string | null {
    if (!this.#binding.attributes) return `Custom attributes such as "${name}" cannot be searched here.`
    if (!ATTRIBUTE_OPERATORS.includes(condition.operator)) {
      return `The custom attribute "${name}" is compared with ${ATTRIBUTE_OPERATORS.join(', ')}.`
    }
    return valueProblem(condition, { type: 'text', label: name })
  }

  #condition(condition: Condition): Sql {
    const attribute = attributeName(condition)
    if (attribute !== null) {
      const text = attributeText(this.#binding.attributes as Sql, attribute)
      return comparison(text, condition, { type: 'text', label: attribute })
    }
    const bound = this.#binding.columns[condition.column] as ColumnBinding
    const column = this.#contract.columns[condition.column] as Column
    const compare = (left: Sql) => comparison(left, condition, column)
    return bound.filter ? bound.filter(condition, compare) : compare(bound.search ?? bound.value)
  }
}

/** A custom attribute as a short text; null, which matches nothing, when it is absent, long or several values. */
function attributeText(attributes: Sql, name: string): Sql {
  const value = sql`${attributes} -> ${name}::text`
  const text = sql`${attributes} ->> ${name}::text`
  return sql`(CASE WHEN jsonb_typeof(${value}) IN ('string', 'number', 'boolean')
    AND length(${text}) <= ${ATTRIBUTE_TEXT_MAX} THEN ${text} END)`
}

function valueProblem(condition: Condition, column: Column): string | null {
  const { value } = condition
  switch (column.type) {
    case 'number':
      return /^-?\d{1,15}$/.test(value) ? null : `"${value}" is not a whole number.`
    case 'boolean':
      return value === 'true' || value === 'false' ? null : 'A yes-or-no column takes true or false.'
    case 'date':
    case 'instant':
      return isDate(value) ? null : `"${value}" is not a date like 2026-12-31.`
    case 'choice': {
      const unknown = value.split(',').filter((one) => column.choices && !(one in column.choices))
      return unknown.length === 0 ? null : `"${unknown.join(', ')}" is none of the values of this column.`
    }
    case 'text':
    case 'texts':
      return value.length === 0 || value.includes('\0') ? 'A search value is missing.' : null
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** Text compares without regard to case; instants compare by their day in UTC. */
function comparison(left: Sql, condition: Condition, column: Column): Sql {
  const { value } = condition
  switch (condition.operator) {
    case 'contains':
      return sql`${left} ILIKE ${`%${escapeLike(value)}%`}`
    case 'starts':
      return sql`${left} ILIKE ${`${escapeLike(value)}%`}`
    case 'ends':
      return sql`${left} ILIKE ${`%${escapeLike(value)}`}`
    case 'equals':
      return column.type === 'number'
        ? sql`${left} = ${Number(value)}`
        : sql`${left} ILIKE ${escapeLike(value)}`
    case 'atLeast':
      return sql`${left} >= ${Number(value)}`
    case 'atMost':
      return sql`${left} <= ${Number(value)}`
    case 'is':
      return sql`${left} = ${value === 'true'}`
    case 'in':
      return sql`${left} = ANY(${value.split(',')}::text[])`
    case 'before':
      return sql`${left} < ${dayStart(value, column)}`
    case 'after':
      return sql`${left} >= ${dayEnd(value, column)}`
    case 'on':
      return sql`(${left} >= ${dayStart(value, column)} AND ${left} < ${dayEnd(value, column)})`
  }
}

function dayStart(value: string, column: Column): Sql {
  return column.type === 'instant' ? sql`${value}::timestamptz` : sql`${value}::date`
}

/** The next day, in the column's own type: comparing a date with a timestamp would pass by every index. */
function dayEnd(value: string, column: Column): Sql {
  return column.type === 'instant' ? sql`${value}::timestamptz + interval '1 day'` : sql`${value}::date + 1`
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`)
}

function withoutSort(row: Record<string, unknown>): Record<string, unknown> {
  const { _sort, ...rest } = row
  void _sort
  return rest
}

function writeCursor(order: Order, row: Record<string, unknown>): string {
  const parts = [order.descending ? `-${order.key}` : order.key, row['_sort'], row['id']]
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

function readCursor(order: Order, cursor: string): [string, string] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(parts) && parts.length === 3 && parts.every((part) => typeof part === 'string')) {
      const [sort, value, id] = parts as [string, string, string]
      if (sort === (order.descending ? `-${order.key}` : order.key)) return [value, id]
    }
  } catch {
    // Falls through to the same answer as any other wrong cursor.
  }
  throw new InvalidInput([
    { path: 'after', code: 'bad-cursor', message: 'This page mark does not belong to this list and sort.' },
  ])
}

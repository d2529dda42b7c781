import sql, { empty, join, raw, type Sql } from 'sql-template-tag'
import { InvalidInput, invariant, type FieldProblem } from '../errors/problems.ts'
import type { BoundList, QueryContext } from '../operation/implement.ts'
import { attributeComparison, attributeValueProblem } from './attribute-conditions.ts'
import { comparison, valueProblem } from './conditions.ts'
import { ATTRIBUTE_OPERATORS, OPERATORS, attributeName, printCondition, readCondition } from './define.ts'
import {
  fewValues,
  type FewValues,
  gatherSettings,
  gatherSettingsBack,
  widerWindow,
  WINDOW,
} from './large.ts'
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
  /**
   * Where the column's text stands with an index (tenant, column, …), when it mostly has few different values among
   * many rows. A search then matches the values first and the rows by equality.
   */
  readonly few?: FewValues
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
  /**
   * The object (jsonb) of custom attributes, over `base`; what it holds may depend on who asks. Exactly for
   * contracts with `customAttributes`.
   */
  readonly attributes?: Sql | ((ctx: QueryContext) => Sql)
  /**
   * The table may have a million rows: whoever sees all of them is answered from the beginning of the order when that
   * is enough, and else by finding the rows first and ordering them afterwards.
   */
  readonly isLarge?: true
}

/** Rows are counted up to here; beyond it the page says "more than". */
const TOTAL_MAX = 10_000

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

/** What is asked of the rows. */
interface Asked {
  /** Tenant, scope, parameters, chosen keys, and spans of the sorted column: the order's own index serves them. */
  readonly given: Sql
  readonly others: readonly Sql[]
  /** A condition that no value of its column meets. */
  readonly isNone: boolean
}

/** Operators that cut a span out of an order. */
const RANGES: ReadonlySet<string> = new Set(['atLeast', 'atMost', 'before', 'after', 'on'])

class ListPlan {
  readonly #contract: ListContract
  readonly #binding: ListBinding<Columns>

  constructor(contract: ListContract, binding: ListBinding<Columns>) {
    this.#contract = contract
    this.#binding = binding
  }

  async page(ctx: QueryContext, input: Record<string, unknown> & ListQueryInput) {
    const limit = input.limit ?? 20
    const order = this.#order(input.sort)
    const asked = this.#asked(ctx, input, order, await this.#few(ctx, input))
    const found = asked.isNone ? [] : await this.#find(ctx, asked, order, input, limit + 1)
    const rows = found.slice(0, limit).map(withoutSort)
    const last = found[limit - 1]
    const next = found.length > limit && last ? writeCursor(order, last) : null
    if (!input.total) return { rows, next }
    return { rows, next, total: await this.#total(ctx, whereOf(asked)) }
  }

  all(ctx: QueryContext, input: Record<string, unknown> & ListQueryInput): Sql {
    const order = this.#order(input.sort)
    const where = whereOf(this.#asked(ctx, input, order, new Map()))
    return this.#statement(ctx, sql`FROM ${this.#binding.base} WHERE ${where}`, order, empty)
  }

  /**
   * The first rows of the order. In a large table the planner cannot know how far down the order a search finds its
   * first rows: what is rare, or all old, would be walked to past a million others. So a window of the order is tried
   * first, in some milliseconds; if it does not fill the page, the rows are found without regard to order.
   */
  async #find(
    ctx: QueryContext,
    asked: Asked,
    order: Order,
    input: ListQueryInput,
    count: number,
  ): Promise<Record<string, unknown>[]> {
    const { base, alias, isLarge } = this.#binding
    const seek = input.after ? this.#seek(order, input.after) : empty
    const read = (from: Sql, limit: Sql) =>
      ctx.tx.rows<Record<string, unknown>>(this.#statement(ctx, from, order, limit), 'each-time')
    if (!isLarge || !ctx.scope.all || asked.others.length === 0 || input.ids.length > 0) {
      return read(sql`FROM ${base} WHERE ${whereOf(asked)}${seek}`, sql`LIMIT ${count}`)
    }
    const window = (rows: number) => sql`(SELECT ${raw(alias)}.* FROM ${base} WHERE ${asked.given}${seek}
      ${this.#orderBy(order)} LIMIT ${rows}) AS ${raw(alias)}`
    for (let size: number | null = WINDOW, found = 0; size !== null; size = widerWindow(size, found, count)) {
      const near = await read(
        sql`FROM ${window(size)} WHERE ${join(asked.others, ' AND ')}`,
        sql`LIMIT ${count}`,
      )
      if (near.length === count) return near
      found = near.length
    }
    const keys = await this.#gather(ctx, sql`${whereOf(asked)}${seek}`, order, count)
    if (keys.length === 0) return []
    const { id, idType = 'uuid' } = this.#binding
    return read(sql`FROM ${base} WHERE ${asked.given} AND ${id} = ANY(${keys}::${raw(idType)}[])`, empty)
  }

  /** Keys of the first rows of the order, by reading every row that matches. */
  async #gather(ctx: QueryContext, where: Sql, order: Order, count: number): Promise<string[]> {
    const { base, id } = this.#binding
    ctx.tx.runAhead(gatherSettings)
    const rows = await ctx.tx.rows<{ id: string }>(
      sql`SELECT ${id}::text AS "id" FROM ${base} WHERE ${where} ${this.#orderBy(order)} LIMIT ${count}`,
      'each-time',
    )
    ctx.tx.runAhead(gatherSettingsBack)
    return rows.map((row) => row.id)
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
  #statement(ctx: QueryContext, from: Sql, order: Order, limit: Sql): Sql {
    const { alias, id, detail, columns, extras } = this.#binding
    const direction = raw(order.descending ? 'DESC' : 'ASC')
    const values = Object.entries(columns).map(
      ([key, column]) => sql`${column.valueFor?.(ctx) ?? column.value} AS ${raw(`"${key}"`)}`,
    )
    const more = Object.entries(extras ?? {}).map(([key, value]) => sql`${value} AS ${raw(`"${key}"`)}`)
    return sql`SELECT ${raw(alias)}."_id" AS "id", ${raw(alias)}."_sort"::text AS "_sort",
      ${join([...values, ...more])}
      FROM (SELECT ${raw(alias)}.*, ${id} AS "_id", ${order.expression} AS "_sort"
            ${from} ${this.#orderBy(order)} ${limit}) AS ${raw(alias)}
      ${detail ?? empty}
      ORDER BY ${raw(alias)}."_sort" ${direction}, ${raw(alias)}."_id" ${direction}`
  }

  #orderBy(order: Order): Sql {
    const direction = raw(order.descending ? 'DESC' : 'ASC')
    return sql`ORDER BY ${order.expression} ${direction}, ${this.#binding.id} ${direction}`
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

  #asked(
    ctx: QueryContext,
    input: Record<string, unknown> & ListQueryInput,
    order: Order,
    few: ReadonlyMap<string, readonly string[]>,
  ): Asked {
    const given = [this.#binding.where(ctx, input)]
    const others: Sql[] = []
    let isNone = false
    for (const condition of this.#conditions(input)) {
      const values = few.get(printCondition(condition))
      if (values?.length === 0) isNone = true
      const part = this.#condition(ctx, condition, values)
      if (condition.column === order.key && RANGES.has(condition.operator)) given.push(part)
      else others.push(part)
    }
    if (input.ids.length > 0) {
      const ids = input.ids.flatMap((text) => text.split(','))
      given.push(sql`${this.#binding.id}::text = ANY(${ids}::text[])`)
    }
    return { given: join(given, ' AND '), others, isNone }
  }

  #conditions(input: ListQueryInput): Condition[] {
    const problems: FieldProblem[] = []
    const conditions: Condition[] = []
    for (const text of input.where) {
      const condition = readCondition(text)
      const problem = condition ? this.#problemOf(condition) : 'A condition reads column.operator:value.'
      if (problem) problems.push({ path: 'where', code: 'bad-condition', message: problem })
      else if (condition) conditions.push(condition)
    }
    if (problems.length > 0) throw new InvalidInput(problems)
    return conditions
  }

  /** Of each condition on a column with few values, the values that match; none of those with too many values. */
  async #few(ctx: QueryContext, input: ListQueryInput): Promise<Map<string, readonly string[]>> {
    const found = new Map<string, readonly string[]>()
    for (const condition of this.#conditions(input)) {
      const bound = this.#binding.columns[condition.column]
      const column = this.#contract.columns[condition.column]
      if (!bound?.few || !column) continue
      const values = await fewValues(ctx, bound.few, (left) => comparison(left, condition, column))
      if (values !== null) found.set(printCondition(condition), values)
    }
    return found
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
    return attributeValueProblem(condition, name)
  }

  /** `values` are all that meet the condition, when they are few. */
  #condition(ctx: QueryContext, condition: Condition, values?: readonly string[]): Sql {
    const attribute = attributeName(condition)
    if (attribute !== null) {
      const given = this.#binding.attributes as NonNullable<ListBinding<Columns>['attributes']>
      return attributeComparison(typeof given === 'function' ? given(ctx) : given, attribute, condition)
    }
    const bound = this.#binding.columns[condition.column] as ColumnBinding
    const column = this.#contract.columns[condition.column] as Column
    const compare = (left: Sql) =>
      values ? sql`${left} = ANY(${[...values]}::text[])` : comparison(left, condition, column)
    return bound.filter ? bound.filter(condition, compare) : compare(bound.search ?? bound.value)
  }
}

function whereOf({ given, others }: Asked): Sql {
  return join([given, ...others], ' AND ')
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

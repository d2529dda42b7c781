import {
  ATTRIBUTE_OPERATORS,
  OPERATORS,
  attributeName,
  printCondition,
  readCondition,
  type Column,
  type Condition,
  type ListContract,
  type Operator,
} from '@tallystick/kernel/list/define.ts'
import { allOf, oneOf, type QueryValues } from '../portal/address.ts'

/** What a reader asked a list for. All of it stands in the address, so that a page can be sent to a colleague. */
export interface ListState {
  readonly where: readonly Condition[]
  /** `column` or `-column`. */
  readonly sort: string
  readonly limit: number
  /** Mark of the page before; null on the first page. */
  readonly after: string | null
  /** 1 on the first page. */
  readonly page: number
}

/** Rows per page that can be chosen. */
export const PAGE_SIZES = [10, 20, 50, 100, 200] as const

const PAGE_SIZE = 20

/**
 * Rows of a page when the address does not say: what the reader has chosen last, else the producer's number. A
 * later page always takes the latter, so that its place in the list is the same for everybody.
 */
export function usualLimitOf(query: QueryValues, kept: unknown, ofProducer: number): number {
  const isLater = oneOf(query['after']) !== undefined
  return !isLater && isLimit(kept) ? kept : ofProducer
}

function isLimit(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 500
}

/** Reads a list's state out of the address. What does not belong to the list is left out, never an error. */
export function readListState(list: ListContract, query: QueryValues, usualLimit = PAGE_SIZE): ListState {
  const where = allOf(query['where']).flatMap((text) => {
    const condition = readCondition(text)
    return condition && fits(list, condition) ? [condition] : []
  })
  const sort = oneOf(query['sort'])
  const limit = Number(oneOf(query['limit']))
  const after = oneOf(query['after']) ?? null
  return {
    where,
    sort: sort && list.columns[sort.replace(/^-/, '')]?.sortable ? sort : list.defaultSort,
    limit: isLimit(limit) ? limit : usualLimit,
    after,
    page: after === null ? 1 : Math.max(2, Number(oneOf(query['page'])) || 2),
  }
}

/** Writes the state as the address has it; what is as usual is left out. Any change of the question starts at page 1. */
export function printListState(list: ListContract, state: ListState, usualLimit = PAGE_SIZE): QueryValues {
  return {
    where: state.where.map(printCondition),
    sort: state.sort === list.defaultSort ? undefined : state.sort,
    limit: state.limit === usualLimit ? undefined : String(state.limit),
    after: state.after ?? undefined,
    page: state.after === null ? undefined : String(state.page),
  }
}

function fits(list: ListContract, condition: Condition): boolean {
  if (attributeName(condition) !== null) {
    return (
      list.customAttributes === true &&
      condition.value !== '' &&
      ATTRIBUTE_OPERATORS.includes(condition.operator)
    )
  }
  const column = list.columns[condition.column]
  if (!column || column.searchable === false || condition.value === '') return false
  return (OPERATORS[column.type] as readonly string[]).includes(condition.operator)
}

/** Columns that the simple search offers as scopes; without any, the first text column. */
export function simpleScopes(list: ListContract): readonly string[] {
  const scopes = keysWhere(list, (column) => column.simple === true)
  if (scopes.length > 0) return scopes
  return keysWhere(list, (column) => column.type === 'text' && column.searchable !== false).slice(0, 1)
}

/** Columns shown as filters above the list. */
export function quickFilters(list: ListContract): readonly string[] {
  return keysWhere(list, (column) => column.quickFilter === true)
}

/** Columns of the advanced search. */
export function searchableColumns(list: ListContract): readonly string[] {
  return keysWhere(list, (column) => column.searchable !== false)
}

function keysWhere(list: ListContract, test: (column: Column) => boolean): string[] {
  return Object.entries(list.columns)
    .filter(([, column]) => test(column))
    .map(([key]) => key)
}

/** The condition that the simple search shows: the first text condition on one of its scopes. */
export function simpleCondition(list: ListContract, where: readonly Condition[]): Condition | null {
  const scopes = simpleScopes(list)
  return (
    where.find(({ column, operator }) => scopes.includes(column) && operator !== 'in' && operator !== 'is') ??
    null
  )
}

/** The chosen values of a quick filter. */
export function filterValues(where: readonly Condition[], column: string): readonly string[] {
  const found = where.find((condition) => condition.column === column && isFilter(condition))
  return found ? found.value.split(',') : []
}

/** Conditions with a quick filter set to some values; to none when there are no values. */
export function withFilter(
  list: ListContract,
  where: readonly Condition[],
  column: string,
  values: readonly string[],
): Condition[] {
  const rest = where.filter((condition) => !(condition.column === column && isFilter(condition)))
  const isBoolean = list.columns[column]?.type === 'boolean'
  // Both answers of a yes-or-no question are the same as not asking.
  if (values.length === 0 || (isBoolean && values.length > 1)) return rest
  const operator: Operator = isBoolean ? 'is' : 'in'
  return [...rest, { column, operator, value: values.join(',') }]
}

function isFilter(condition: Condition): boolean {
  return condition.operator === 'in' || condition.operator === 'is'
}

/** Words for operators, as a sentence reads: `Name contains paint`. */
export const OPERATOR_WORDS: Readonly<Record<Operator, string>> = {
  contains: 'contains',
  equals: 'equals',
  starts: 'starts with',
  ends: 'ends with',
  atLeast: 'at least',
  atMost: 'at most',
  is: 'is',
  on: 'on',
  before: 'before',
  after: 'after',
  in: 'is',
}

/** The value of a condition in words: labels of choices, yes and no. */
export function valueWords(column: Column, value: string): string {
  if (column.type === 'boolean') return value === 'true' ? 'yes' : 'no'
  if (column.type !== 'choice') return value
  return value
    .split(',')
    .map((one) => column.choices?.[one] ?? one)
    .join(' or ')
}

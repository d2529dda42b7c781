import sql, { type Sql } from 'sql-template-tag'
import type { Column, Condition } from './define.ts'

/** Texts of custom attributes with more characters are not searched. */
const ATTRIBUTE_TEXT_MAX = 255

/** A custom attribute as a short text; null, which matches nothing, when it is absent, long or several values. */
export function attributeText(attributes: Sql, name: string): Sql {
  const value = sql`${attributes} -> ${name}::text`
  const text = sql`${attributes} ->> ${name}::text`
  return sql`(CASE WHEN jsonb_typeof(${value}) IN ('string', 'number', 'boolean')
    AND length(${text}) <= ${ATTRIBUTE_TEXT_MAX} THEN ${text} END)`
}

/** What is wrong with the value of a condition, as a sentence; null when nothing is. */
export function valueProblem(condition: Condition, column: Column): string | null {
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
      return value.length === 0 ? 'A search value is missing.' : null
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** Text compares without regard to case; instants compare by their day in UTC. */
export function comparison(left: Sql, condition: Condition, column: Column): Sql {
  const { value } = condition
  switch (condition.operator) {
    case 'contains':
      return contains(left, value)
    case 'starts':
      return like(left, `${escapeLike(value)}%`)
    case 'ends':
      return like(left, `%${escapeLike(value)}`)
    case 'equals':
      return column.type === 'number' ? sql`${left} = ${Number(value)}` : like(left, escapeLike(value))
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

/** Letters that a trigram index needs in a row to find a text by its middle. */
const TRIGRAM = 3

/** Printable signs of ASCII that are no letters: they have no other case. */
const CASELESS = /^[\x20-\x40\x5b-\x60\x7b-\x7e]*$/

/** A few letters before a long number, as in `SO-2019`. */
const NUMBERED = /^[A-Za-z]{1,4}[^A-Za-z0-9]{0,2}([0-9]{4,})$/

/**
 * A text against a pattern, without regard to case.
 *
 * ILIKE folds both texts for every row, which takes ten times as long as comparing them; what has no case is
 * compared by LIKE.
 */
function like(left: Sql, pattern: string): Sql {
  return CASELESS.test(pattern) ? sql`${left} LIKE ${pattern}` : sql`${left} ILIKE ${pattern}`
}

/**
 * A text that contains another. One or two letters are compared without the trigram index, which it would read from
 * end to end. Of letters with a number, only the number is looked up: letters that begin every ID would have the
 * index intersect lists as long as the table.
 */
function contains(left: Sql, value: string): Sql {
  const pattern = `%${escapeLike(value)}%`
  const unindexed = CASELESS.test(pattern)
    ? sql`(${left} || '') LIKE ${pattern}`
    : sql`lower(${left}) LIKE lower(${pattern}::text)`
  if (value.length < TRIGRAM) return unindexed
  const number = NUMBERED.exec(value)?.[1]
  return number === undefined ? like(left, pattern) : sql`(${like(left, `%${number}%`)} AND ${unindexed})`
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

import sql, { raw, type Sql } from 'sql-template-tag'
import { attributeText, comparison, valueProblem } from './conditions.ts'
import type { Condition } from './define.ts'

/** A condition on a custom attribute. Numbers compare with numbers, days with days, everything else as text. */
export function attributeComparison(attributes: Sql, name: string, condition: Condition): Sql {
  const text = attributeText(attributes, name)
  switch (condition.operator) {
    case 'atLeast':
    case 'atMost': {
      const value = sql`${attributes} -> ${name}::text`
      const sign = condition.operator === 'atLeast' ? raw('>=') : raw('<=')
      return sql`(CASE WHEN jsonb_typeof(${value}) = 'number' THEN (${value})::numeric END)
        ${sign} ${condition.value}::numeric`
    }
    case 'on':
    case 'before':
    case 'after': {
      const sign = { on: raw('='), before: raw('<'), after: raw('>') }[condition.operator]
      const day = sql`(CASE WHEN ${text} ~ '^\\d{4}-\\d{2}-\\d{2}$' THEN ${text} END)`
      return sql`${day} COLLATE "C" ${sign} ${condition.value}`
    }
    case 'contains':
    case 'equals':
    case 'starts':
    case 'ends':
    case 'is':
    case 'in':
      return comparison(text, condition, { type: 'text', label: name })
  }
}

/** What is wrong with the value of a condition on a custom attribute; null when nothing is. */
export function attributeValueProblem(condition: Condition, name: string): string | null {
  const { operator, value } = condition
  if (operator === 'atLeast' || operator === 'atMost') {
    return /^-?\d{1,15}(\.\d{1,9})?$/.test(value) ? null : `"${value}" is not a number.`
  }
  const isDay = operator === 'on' || operator === 'before' || operator === 'after'
  return valueProblem(condition, { type: isDay ? 'date' : 'text', label: name })
}

import {
  ATTRIBUTE_OPERATORS,
  attributeColumn,
  attributeName,
  isAttributeName,
  type Condition,
  type Operator,
} from '@tallystick/kernel/list/define.ts'

/** A condition on a custom attribute while it is being written. `key` tells lines apart; it means nothing. */
export interface AttributeLine {
  readonly key: number
  readonly name: string
  readonly operator: Operator
  readonly value: string
}

/** The lines of a running search. */
export function attributeLinesOf(where: readonly Condition[]): AttributeLine[] {
  return where.flatMap((condition, key) => {
    const name = attributeName(condition)
    return name === null ? [] : [{ key, name, operator: condition.operator, value: condition.value }]
  })
}

/** The conditions of the lines that are filled in. */
export function attributeConditions(lines: readonly AttributeLine[]): Condition[] {
  return lines
    .map((line) => ({ ...line, name: line.name.trim(), value: line.value.trim() }))
    .filter(({ name, value }) => isAttributeName(name) && value !== '')
    .map(({ name, operator, value }) => ({ column: attributeColumn(name), operator, value }))
}

/** An empty line below the others. */
export function nextLine(lines: readonly AttributeLine[]): AttributeLine {
  const key = Math.max(-1, ...lines.map((line) => line.key)) + 1
  return { key, name: '', operator: ATTRIBUTE_OPERATORS[0] as Operator, value: '' }
}

import {
  ATTRIBUTE_OPERATORS,
  OPERATORS,
  attributeColumn,
  attributeName,
  isAttributeName,
  type Condition,
  type Operator,
} from '@tallystick/kernel/list/define.ts'

/** A custom attribute that a list offers for its search. */
export interface AttributeOption {
  readonly name: string
  readonly label: string
  readonly type: 'text' | 'number' | 'date' | 'boolean' | 'choice'
  /** Values of a choice. */
  readonly choices: readonly string[]
}

/** How an attribute is compared; what is not known is compared as text. */
export function operatorsOf(option: AttributeOption | undefined): readonly Operator[] {
  if (option?.type === 'number') return OPERATORS.number
  if (option?.type === 'date') return OPERATORS.date
  return option?.type === 'boolean' || option?.type === 'choice' ? ['equals'] : OPERATORS.text
}

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

/** An empty line below the others; it begins with the first attribute that is offered. */
export function nextLine(lines: readonly AttributeLine[], offered?: AttributeOption): AttributeLine {
  const key = Math.max(-1, ...lines.map((line) => line.key)) + 1
  const operator = operatorsOf(offered)[0] ?? (ATTRIBUTE_OPERATORS[0] as Operator)
  return { key, name: offered?.name ?? '', operator, value: '' }
}

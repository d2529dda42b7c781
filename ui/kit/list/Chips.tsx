import { Button } from '@mantine/core'
import { mdiClose } from '@mdi/js'
import { attributeName, type Condition, type ListContract } from '@tallystick/kernel/list/define.ts'
import { dateText } from '../format/dates.ts'
import { Icon } from '../format/Icon.tsx'
import { OPERATOR_WORDS, valueWords } from './list-address.ts'

interface ChipsProps {
  readonly list: ListContract
  readonly where: readonly Condition[]
  readonly onSearch: (where: readonly Condition[]) => void
}

/** Every condition of the running search as a sentence that can be removed. */
export function Chips({ list, where, onSearch }: ChipsProps) {
  if (where.length === 0) return null
  return (
    <ul className="t-chips" aria-label="Conditions of this search">
      {where.map((condition) => {
        const words = conditionWords(list, condition)
        return (
          <li key={words}>
            {words}
            <button
              type="button"
              aria-label={`Remove: ${words}`}
              onClick={() => onSearch(where.filter((one) => one !== condition))}
            >
              <Icon path={mdiClose} size={14} />
            </button>
          </li>
        )
      })}
      {where.length > 1 && (
        <li className="t-chip-clear">
          <Button variant="subtle" size="compact-xs" onClick={() => onSearch([])}>
            Clear all
          </Button>
        </li>
      )}
    </ul>
  )
}

function conditionWords(list: ListContract, condition: Condition): string {
  const { column: key, operator, value } = condition
  const attribute = attributeName(condition)
  if (attribute !== null) return `Custom attribute ${attribute} ${OPERATOR_WORDS[operator]} ${value}`
  const column = list.columns[key]
  if (!column) return ''
  const isDay = column.type === 'date' || column.type === 'instant'
  return `${column.label} ${OPERATOR_WORDS[operator]} ${isDay ? dateText(value) : valueWords(column, value)}`
}

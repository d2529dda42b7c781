import { Button, Menu } from '@mantine/core'
import { mdiChevronDown } from '@mdi/js'
import type { Condition, ListContract } from '@tallystick/kernel/list/define.ts'
import { Icon } from '../format/Icon.tsx'
import { filterValues, quickFilters, withFilter } from './list-address.ts'

interface QuickFiltersProps {
  readonly list: ListContract
  readonly where: readonly Condition[]
  readonly onSearch: (where: readonly Condition[]) => void
}

const YES_NO = { true: 'Yes', false: 'No' } as const

/** The filters above a list; each says what it is set to, and several values of one filter may match. */
export function QuickFilters({ list, where, onSearch }: QuickFiltersProps) {
  return quickFilters(list).map((key) => {
    const column = list.columns[key]
    if (!column) return null
    const chosen = filterValues(where, key)
    const choices = column.type === 'boolean' ? YES_NO : (column.choices ?? {})
    const toggle = (value: string) => {
      const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]
      onSearch(withFilter(list, where, key, next))
    }
    return (
      <Menu key={key} closeOnItemClick={false} position="bottom-start" shadow="md">
        <Menu.Target>
          <Button
            variant="default"
            size="sm"
            className="t-filter"
            data-active={chosen.length > 0 || undefined}
            rightSection={<Icon path={mdiChevronDown} size={16} />}
          >
            {column.label}
            {chosen.length > 0 && <span className="t-filter-count">{chosen.length}</span>}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {Object.entries(choices).map(([value, label]) => (
            <Menu.CheckboxItem key={value} checked={chosen.includes(value)} onChange={() => toggle(value)}>
              {label}
            </Menu.CheckboxItem>
          ))}
          <Menu.Divider />
          <Menu.Item
            disabled={chosen.length === 0}
            onClick={() => onSearch(withFilter(list, where, key, []))}
          >
            Clear this filter
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    )
  })
}

import { Button, Menu, NativeSelect } from '@mantine/core'
import { mdiChevronDown, mdiFilterOutline } from '@mdi/js'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { SearchForm } from '@tallystick/kit/list/SearchForm.tsx'
import { useState } from 'react'
import {
  FILTERS,
  SCOPES,
  SPANS,
  toggled,
  type ExpiringQuestion,
  type FilterKey,
  type ScopeKey,
} from './question.ts'

interface ExpiringSearchProps {
  readonly question: ExpiringQuestion
  readonly onAsk: (question: ExpiringQuestion) => void
}

/** Search with wildcards, and the check boxes of the filter with their number. ENT-09. */
export function ExpiringSearch({ question, onAsk }: ExpiringSearchProps) {
  return (
    <>
      <WildcardSearch key={`${question.scope} ${question.text}`} question={question} onAsk={onAsk} />
      <div className="t-list-filters">
        <Menu closeOnItemClick={false} position="bottom-start" shadow="md">
          <Menu.Target>
            <Button
              variant="default"
              size="sm"
              className="t-filter"
              data-active
              leftSection={<Icon path={mdiFilterOutline} />}
              rightSection={<Icon path={mdiChevronDown} size={16} />}
            >
              Filter
              <span className="t-filter-count">{question.filters.length}</span>
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>What is listed</Menu.Label>
            {(Object.keys(FILTERS) as FilterKey[]).map((key) => {
              const next = toggled(question.filters, key)
              return (
                <Menu.CheckboxItem
                  key={key}
                  checked={question.filters.includes(key)}
                  disabled={next === null}
                  onChange={() => next && onAsk({ ...question, filters: next })}
                >
                  {FILTERS[key]}
                </Menu.CheckboxItem>
              )
            })}
          </Menu.Dropdown>
        </Menu>
        <NativeSelect
          aria-label="Ends within"
          value={question.within ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onAsk({ ...question, within: value === '' ? null : Number(value) })
          }
          data={spansWith(question.within)}
        />
      </div>
    </>
  )
}

/** The spans that can be chosen, and the one that the address asks for. */
function spansWith(within: number | null) {
  const days = [...new Set([...SPANS, ...(within === null ? [] : [within])])].sort((a, b) => a - b)
  return [
    { value: '', label: 'Ends on any day' },
    ...days.map((one) => ({ value: String(one), label: `Ends within ${one} days` })),
  ]
}

function WildcardSearch({ question, onAsk }: ExpiringSearchProps) {
  const [scope, setScope] = useState<ScopeKey>(question.scope)
  const [text, setText] = useState(question.text)
  const ask = (found: string) => onAsk({ ...question, scope, text: found.trim() })
  return (
    <SearchForm
      label="Expiring entitlements"
      scopes={Object.entries(SCOPES).map(([value, label]) => ({ value, label }))}
      scope={scope}
      onScope={(next) => setScope(next as ScopeKey)}
      placeholder={`${SCOPES[scope]}, with * for one or more characters`}
      value={text}
      onValue={setText}
      onSearch={() => ask(text)}
      onClear={() => ask('')}
    />
  )
}

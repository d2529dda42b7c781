import type { Column } from '@tallystick/kernel/list/define.ts'
import { numberText } from '../format/dates.ts'
import { isState, StateBadge } from '../format/StateBadge.tsx'
import { Dash, Day, When } from '../format/When.tsx'

/** A value of a list as its column's type asks: aligned figures, local dates, words for choices. */
export function Cell({ column, value }: { readonly column: Column; readonly value: unknown }) {
  if (value === null || value === undefined || value === '') return <Dash />
  switch (column.type) {
    case 'number':
      return typeof value === 'number' ? numberText(value) : String(value)
    case 'boolean':
      return value === true ? 'Yes' : 'No'
    case 'date':
      return <Day date={String(value)} />
    case 'instant':
      return <When instant={String(value)} />
    case 'choice': {
      const text = String(value)
      const label = column.choices?.[text]
      return isState(text) ? <StateBadge state={text} label={label} /> : (label ?? text)
    }
    case 'texts':
      return <Texts values={value as readonly string[]} />
    case 'text':
      return String(value)
  }
}

/** The first of several values, and how many more there are. */
function Texts({ values }: { readonly values: readonly string[] }) {
  const [first, ...more] = values
  if (first === undefined) return <Dash />
  return (
    <span title={values.join('\n')}>
      {first}
      {more.length > 0 && <span className="t-muted"> +{more.length} more</span>}
    </span>
  )
}

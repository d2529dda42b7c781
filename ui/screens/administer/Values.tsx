import { wordsOf } from '@tallystick/kit/format/words.ts'
import { instantText, numberText } from '@tallystick/kit/format/dates.ts'
import { Dash } from '@tallystick/kit/format/When.tsx'
import type { ReactNode } from 'react'

/**
 * A value of unknown shape, such as the details of an audit entry, as words: nested lists instead of
 * braces.
 */
export function Values({ value }: { readonly value: unknown }): ReactNode {
  if (value === null || value === undefined || value === '') return <Dash />
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'string')
    return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? instantText(value) : value
  if (Array.isArray(value)) return <Several values={value} />
  if (typeof value !== 'object') return null
  return (
    <dl className="a-values">
      {Object.entries(value).map(([key, one]) => (
        <div key={key}>
          <dt>{wordsOf(key)}</dt>
          <dd>
            <Values value={one} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Several({ values }: { readonly values: readonly unknown[] }): ReactNode {
  if (values.length === 0) return <Dash />
  if (values.every((one) => typeof one !== 'object')) return values.map(String).join(', ')
  return (
    <ul className="a-several">
      {values.map((one, at) => (
        <li key={at}>
          <Values value={one} />
        </li>
      ))}
    </ul>
  )
}

import type { ReactNode } from 'react'
import { Dash } from '../format/When.tsx'

/** One fact of a record. `null` and empty texts are shown as a dash; `undefined` facts are left out. */
export interface Fact {
  readonly label: string
  readonly value: ReactNode
  /** Long texts take the whole width. */
  readonly isWide?: boolean
}

/** The facts of a record in a grid that fits the window. */
export function Facts({ facts }: { readonly facts: readonly (Fact | null | false)[] }) {
  return (
    <dl className="t-facts">
      {facts.map(
        (fact) =>
          fact &&
          fact.value !== undefined && (
            <div key={fact.label} data-wide={fact.isWide || undefined}>
              <dt>{fact.label}</dt>
              <dd>{fact.value === null || fact.value === '' ? <Dash /> : fact.value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

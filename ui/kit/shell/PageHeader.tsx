import type { ReactNode } from 'react'
import { useCrumbs, type Crumb } from './crumbs.ts'

interface PageHeaderProps {
  readonly title: ReactNode
  /** The title as text, for the window and the crumb, when `title` is more than text. */
  readonly name?: string
  /** The pages above this one. */
  readonly parents?: readonly Crumb[]
  /** Beside the title: badge, total. */
  readonly beside?: ReactNode
  /** A line below the title. */
  readonly below?: ReactNode
  /** Buttons at the right top. */
  readonly actions?: ReactNode
}

/** Title row of a page. Gets the focus after a change of page, so that screen readers begin here. */
export function PageHeader({ title, name, parents = [], beside, below, actions }: PageHeaderProps) {
  useCrumbs([...parents, { label: name ?? (typeof title === 'string' ? title : '') }])
  return (
    <header className="t-page-header">
      <div className="t-page-title">
        <h1 tabIndex={-1} data-page-title>
          {title}
        </h1>
        {beside}
        {below && <div className="t-page-below">{below}</div>}
      </div>
      {actions && <div className="t-page-actions">{actions}</div>}
    </header>
  )
}

import type { ReactNode } from 'react'
import type { Crumb } from '../shell/crumbs.ts'
import { PageHeader } from '../shell/PageHeader.tsx'

interface FormPageProps {
  readonly title: string
  readonly parents: readonly Crumb[]
  readonly below?: ReactNode
  readonly children: ReactNode
}

/** A page that is one form. */
export function FormPage({ title, parents, below, children }: FormPageProps) {
  return (
    <div className="t-page">
      <PageHeader title={title} parents={parents} below={below} />
      {children}
    </div>
  )
}

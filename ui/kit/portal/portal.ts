import type { ReactNode } from 'react'
import type { Area, AreaPage } from './area.ts'

/** What makes one portal different from the other. */
export interface Portal {
  readonly portal: 'producer' | 'end-user'
  /** Address prefix: `/producer`. */
  readonly basePath: string
  readonly brand: ReactNode
  readonly accent?: string
  readonly density: 'compact' | 'roomy'
  /** Headings of the navigation in their order; `''` has no heading. */
  readonly groups: readonly string[]
  readonly areas: readonly Area[]
  /** Pages that need no sign-in, besides sign-in and passwords. */
  readonly publicPages?: readonly AreaPage[]
  /** Address of the user's own profile page. */
  readonly profileTo: string | null
  /** Shown on the sign-in page below the form: other ways in. */
  readonly signInHelp?: ReactNode
}

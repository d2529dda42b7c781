import type { ListContract, RowOf } from '@tallystick/kernel/list/define.ts'
import type { ReactNode } from 'react'
import type { AttributeOption } from './attribute-conditions.ts'

/** A row as the table sees it. */
export type AnyRow = { readonly id: string } & Readonly<Record<string, unknown>>

/** The rows that a reader chose. `isAll` means all that match the search, over all pages. */
export interface Selection<Row> {
  readonly ids: readonly string[]
  readonly rows: readonly Row[]
  readonly isAll: boolean
  /** Conditions of the search, for what is done to all that match. */
  readonly where: readonly string[]
  readonly count: number
  readonly clear: () => void
}

/** What can be unfolded beneath rows: earlier versions of the same thing. */
export interface RowsBeneath<Row> {
  /** What it is, after *Show* and *Hide*. */
  readonly label: string
  readonly has: (row: Row) => boolean
  readonly content: (row: Row) => ReactNode
  /** All rows are unfolded. */
  readonly isOpen: boolean
}

/** What a page says of its list; everything else comes from the contract. */
export interface ListPageProps<L extends ListContract> {
  readonly list: L
  /** Own inputs of the list: the record whose rows are listed. */
  readonly params?: Readonly<Record<string, unknown>>
  /** Where a row leads. */
  readonly open?: (row: RowOf<L>) => string
  /** The column that carries the link; the first shown one without. */
  readonly linkColumn?: keyof L['columns'] & string
  /** Shown instead of the plain value of some columns. */
  readonly cells?: { readonly [K in keyof L['columns']]?: (row: RowOf<L>) => ReactNode }
  /** A button at the end of each row, for what is done to one row at a time. */
  readonly rowAction?: (row: RowOf<L>) => ReactNode
  /** Unfolded beneath rows. */
  readonly beneath?: RowsBeneath<RowOf<L>>
  /** Buttons at the right top: "New feature". */
  readonly actions?: ReactNode
  /** Buttons of the bar that appears with a selection. */
  readonly selectionActions?: (selection: Selection<RowOf<L>>) => ReactNode
  /** The custom attributes that its advanced search offers. A hook, called while the search is open. */
  readonly useAttributes?: () => readonly AttributeOption[]
  /** What would be here, for who has no rows yet. */
  readonly teach?: ReactNode
  /** Heading of the empty list in place of "No … yet": where nothing is expected, or a switch of the page hides some. */
  readonly nothing?: string | undefined
  /** Part of a record's page: smaller heading, no crumbs. */
  readonly isPart?: boolean
  /** Replaces the contract's title. */
  readonly title?: string
  /** Reads again after so many milliseconds. */
  readonly every?: number | false
  /** A search of the page's own in place of the usual one; its state is in `params`. */
  readonly ownSearch?: {
    readonly content: ReactNode
    /** Whether it may be why there are no rows. */
    readonly isNarrow: boolean
    readonly onClear: () => void
  }
}

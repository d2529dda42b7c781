import { useState } from 'react'
import type { AnyRow } from './list-view.ts'

/** The chosen rows, also those of other pages, and whether all that match are meant. */
export interface ChosenRows {
  readonly rows: Readonly<Record<string, AnyRow>>
  readonly isAll: boolean
  readonly set: (rows: Readonly<Record<string, AnyRow>>) => void
  readonly chooseAll: () => void
  readonly clear: () => void
}

interface Choice {
  readonly searchText: string
  readonly rows: Readonly<Record<string, AnyRow>>
  readonly isAll: boolean
}

/** Keeps the selection while pages are turned; another search begins with nothing chosen. */
export function useSelection(searchText: string): ChosenRows {
  const none: Choice = { searchText, rows: {}, isAll: false }
  const [kept, setKept] = useState(none)
  const { rows, isAll } = kept.searchText === searchText ? kept : none
  return {
    rows,
    isAll,
    clear: () => setKept(none),
    chooseAll: () => setKept({ searchText, rows, isAll: true }),
    set: (next) => setKept({ searchText, rows: next, isAll: false }),
  }
}

import { useEffect, useState } from 'react'
import type { AnyRow } from './list-view.ts'

/** The chosen rows, also those of other pages, and whether all that match are meant. */
export interface ChosenRows {
  readonly rows: Readonly<Record<string, AnyRow>>
  readonly isAll: boolean
  readonly set: (rows: Readonly<Record<string, AnyRow>>) => void
  readonly chooseAll: () => void
  readonly clear: () => void
}

const NOTHING: Readonly<Record<string, AnyRow>> = {}

/** Keeps the selection while pages are turned; another search begins with nothing chosen. */
export function useSelection(searchText: string): ChosenRows {
  const [rows, setRows] = useState(NOTHING)
  const [isAll, setAll] = useState(false)
  const clear = () => {
    setRows(NOTHING)
    setAll(false)
  }
  useEffect(() => {
    setRows(NOTHING)
    setAll(false)
  }, [searchText])
  return {
    rows,
    isAll,
    clear,
    chooseAll: () => setAll(true),
    set: (next) => {
      setAll(false)
      setRows(next)
    },
  }
}

import type { ListContract } from '@tallystick/kernel/list/define.ts'
import { useState } from 'react'
import { readStored, writeStored } from '../shell/preferences.ts'

/** Which columns of a list are shown, kept per list in this browser. */
export interface ColumnChoice {
  /** Keys of the shown columns, in the list's order. */
  readonly shown: readonly string[]
  readonly toggle: (key: string) => void
  /** Back to the columns that the list shows by itself. */
  readonly reset: () => void
  readonly isUsual: boolean
}

/** Follows and keeps the reader's choice of columns. Columns that are new in the list appear as it says. */
export function useColumnChoice(list: ListContract): ColumnChoice {
  const key = `tally.columns.${list.name}`
  const [changed, setChanged] = useState(() => readStored<Record<string, boolean>>(key) ?? {})
  const usual = (column: string) => list.columns[column]?.visible !== false
  const isShown = (column: string) => changed[column] ?? usual(column)
  const keep = (next: Record<string, boolean>) => {
    setChanged(next)
    writeStored(key, Object.keys(next).length === 0 ? null : next)
  }
  const all = Object.keys(list.columns)
  return {
    shown: all.filter(isShown),
    isUsual: all.every((column) => isShown(column) === usual(column)),
    toggle: (column) => keep({ ...changed, [column]: !isShown(column) }),
    reset: () => keep({}),
  }
}

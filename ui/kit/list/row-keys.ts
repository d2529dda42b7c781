import { useNavigate } from '@tanstack/react-router'
import { useState, type KeyboardEvent, type RefObject } from 'react'
import type { AnyRow } from './list-view.ts'
import type { ChosenRows } from './use-selection.ts'

interface RowKeysProps {
  readonly rows: readonly AnyRow[]
  readonly open: ((row: AnyRow) => string) | undefined
  readonly chosen: ChosenRows | null
  readonly body: RefObject<HTMLTableSectionElement | null>
}

/** Arrows, Home and End move between rows, space chooses, enter opens. One row is in the tab order. */
export function useRowKeys({ rows, open, chosen, body }: RowKeysProps) {
  const [wanted, activate] = useState(0)
  const navigate = useNavigate()
  const active = Math.min(wanted, Math.max(0, rows.length - 1))
  const move = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    activate(next)
    body.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement
    if (!target.matches('[data-row]')) return
    const row = rows[active]
    const act = rowAct(event.key, active, rows.length)
    if (!act || !row) return
    event.preventDefault()
    if (act.kind === 'move') move(act.to)
    else if (act.kind === 'open' && open) void navigate({ to: open(row) })
    else if (act.kind === 'choose' && chosen) chosen.set(toggled(chosen.rows, row))
  }
  return { active, activate, onKeyDown }
}

type RowAct = { readonly kind: 'move'; readonly to: number } | { readonly kind: 'open' | 'choose' }

/** What a key does on a row; null for keys that are not ours. */
function rowAct(key: string, at: number, count: number): RowAct | null {
  switch (key) {
    case 'ArrowDown':
      return { kind: 'move', to: at + 1 }
    case 'ArrowUp':
      return { kind: 'move', to: at - 1 }
    case 'Home':
      return { kind: 'move', to: 0 }
    case 'End':
      return { kind: 'move', to: count - 1 }
    case ' ':
      return { kind: 'choose' }
    case 'Enter':
      return { kind: 'open' }
    default:
      return null
  }
}

function toggled(rows: Readonly<Record<string, AnyRow>>, row: AnyRow): Record<string, AnyRow> {
  if (!rows[row.id]) return { ...rows, [row.id]: row }
  return Object.fromEntries(Object.entries(rows).filter(([id]) => id !== row.id))
}

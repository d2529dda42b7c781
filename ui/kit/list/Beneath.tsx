import { ActionIcon, Button } from '@mantine/core'
import { mdiChevronDown, mdiChevronRight } from '@mdi/js'
import { useState } from 'react'
import { Icon } from '../format/Icon.tsx'
import type { AnyRow, RowsBeneath } from './list-view.ts'

/** Which rows are unfolded: all or none as the page says, and those that the reader has turned since. */
export function useBeneath(beneath: RowsBeneath<AnyRow> | undefined) {
  const [turned, setTurned] = useState<{
    readonly all: boolean
    readonly rows: Readonly<Record<string, boolean>>
  }>({
    all: false,
    rows: {},
  })
  const all = beneath?.isOpen ?? false
  const rows = turned.all === all ? turned.rows : {}
  const isOpen = (row: AnyRow) => (beneath?.has(row) ?? false) && (rows[row.id] ?? all)
  return {
    isOpen,
    turn: (row: AnyRow) => setTurned({ all, rows: { ...rows, [row.id]: !isOpen(row) } }),
  }
}

interface TurnProps {
  readonly row: AnyRow
  readonly name: string
  readonly beneath: RowsBeneath<AnyRow>
  readonly isOpen: boolean
  readonly isShort?: boolean
  readonly onTurn: () => void
}

/** The button that unfolds what stands beneath a row; nothing for rows without. `isShort`: its mark alone. */
export function BeneathButton({ row, name, beneath, isOpen, isShort = false, onTurn }: TurnProps) {
  if (!beneath.has(row)) return null
  const words = `${isOpen ? 'Hide' : 'Show'} ${beneath.label}`
  const mark = <Icon path={isOpen ? mdiChevronDown : mdiChevronRight} size={16} />
  const common = {
    className: 't-noprint',
    'aria-expanded': isOpen,
    'aria-label': `${words} of ${name}`,
    onClick: onTurn,
  }
  if (isShort) {
    return (
      <ActionIcon {...common} variant="subtle" size="sm" title={words}>
        {mark}
      </ActionIcon>
    )
  }
  return (
    <Button {...common} variant="subtle" size="compact-sm" leftSection={mark}>
      {words}
    </Button>
  )
}

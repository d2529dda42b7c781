import { Button, Checkbox } from '@mantine/core'
import type { Column } from '@tallystick/kernel/list/define.ts'
import { useState, type ReactNode } from 'react'
import { Link } from '../shell/Link.tsx'
import { Cell } from './Cell.tsx'
import { BeneathButton, useBeneath } from './Beneath.tsx'
import type { ListTableProps } from './ListTable.tsx'
import type { AnyRow } from './list-view.ts'

/** The rows as cards, for narrow windows: the name on top, the other columns as facts. */
export function ListCards({
  list,
  rows,
  shown,
  chosen,
  open,
  linkColumn,
  cells,
  rowAction,
  beneath,
  isDim,
  label,
}: ListTableProps) {
  const first = linkColumn && shown.includes(linkColumn) ? linkColumn : (shown[0] ?? '')
  const content = (row: AnyRow, key: string) =>
    cells?.[key]?.(row) ?? <Cell column={list.columns[key] as Column} value={row[key]} />
  const { isOpen, turn } = useBeneath(beneath)
  return (
    <ul className="t-cards" aria-label={label} data-dim={isDim || undefined}>
      {rows.map((row) => (
        <li key={row.id} data-chosen={chosen?.rows[row.id] ? true : undefined}>
          <div className="t-card-head">
            {chosen && (
              <Checkbox
                aria-label={`Select ${String(row[first] ?? row.id)}`}
                checked={row.id in chosen.rows}
                onChange={() => {
                  const { [row.id]: known, ...rest } = chosen.rows
                  chosen.set(known ? rest : { ...chosen.rows, [row.id]: row })
                }}
              />
            )}
            {open ? (
              <Link to={open(row)} className="t-row-link">
                {content(row, first)}
              </Link>
            ) : (
              content(row, first)
            )}
            {rowAction && <div className="t-row-act">{rowAction(row)}</div>}
          </div>
          <CardFacts
            name={String(row[first] ?? row.id)}
            facts={shown
              .filter((key) => key !== first)
              .map((key, at) => ({
                key,
                label: list.columns[key]?.label ?? key,
                isFirst: at < FACTS_FIRST,
                isGiven: cells?.[key] !== undefined || isGiven(row[key]),
                content: () => content(row, key),
              }))}
          />
          {beneath && (
            <BeneathButton
              row={row}
              name={String(row[first] ?? row.id)}
              beneath={beneath}
              isOpen={isOpen(row)}
              onTurn={() => turn(row)}
            />
          )}
          {beneath && isOpen(row) && beneath.content(row)}
        </li>
      ))}
    </ul>
  )
}

/** Together with the name on top a card shows the first five columns. */
const FACTS_FIRST = 4

interface CardFact {
  readonly key: string
  readonly label: string
  readonly isFirst: boolean
  readonly isGiven: boolean
  readonly content: () => ReactNode
}

/** The first facts of a card, and the others on demand. */
function CardFacts({ name, facts }: { readonly name: string; readonly facts: readonly CardFact[] }) {
  const [isOpen, setOpen] = useState(false)
  const given = facts.filter((fact) => fact.isGiven)
  const more = given.filter((fact) => !fact.isFirst)
  return (
    <>
      <dl>
        {given
          .filter((fact) => fact.isFirst || isOpen)
          .map((fact) => (
            <div key={fact.key}>
              <dt>{fact.label}</dt>
              <dd>{fact.content()}</dd>
            </div>
          ))}
      </dl>
      {more.length > 0 && (
        <Button
          variant="subtle"
          size="compact-sm"
          className="t-card-more t-noprint"
          aria-expanded={isOpen}
          aria-label={isOpen ? `Less of ${name}` : `${more.length} more of ${name}`}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Less' : `${more.length} more`}
        </Button>
      )}
    </>
  )
}

/** Cards leave out what a table shows as a dash. */
function isGiven(value: unknown): boolean {
  return (
    value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  )
}

import { Checkbox } from '@mantine/core'
import type { Column } from '@tallystick/kernel/list/define.ts'
import { Link } from '../shell/Link.tsx'
import { Cell } from './Cell.tsx'
import type { ListTableProps } from './ListTable.tsx'
import type { AnyRow } from './list-view.ts'

/** The rows as cards, for narrow windows: the name on top, the other columns as facts. */
export function ListCards({ list, rows, shown, chosen, open, linkColumn, cells, isDim, label }: ListTableProps) {
  const first = linkColumn && shown.includes(linkColumn) ? linkColumn : (shown[0] ?? '')
  const content = (row: AnyRow, key: string) =>
    cells?.[key]?.(row) ?? <Cell column={list.columns[key] as Column} value={row[key]} />
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
            {open ? <Link to={open(row)} className="t-row-link">{content(row, first)}</Link> : content(row, first)}
          </div>
          <dl>
            {shown
              .filter((key) => key !== first && (cells?.[key] !== undefined || isGiven(row[key])))
              .map((key) => (
                <div key={key}>
                  <dt>{list.columns[key]?.label}</dt>
                  <dd>{content(row, key)}</dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}

/** Cards leave out what a table shows as a dash. */
function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
}

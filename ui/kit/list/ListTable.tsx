import { Checkbox } from '@mantine/core'
import { mdiArrowDown, mdiArrowUp } from '@mdi/js'
import type { Column, ListContract } from '@tallystick/kernel/list/define.ts'
import {
  columnVisibilityFeature,
  rowSelectionFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from '@tanstack/react-table'
import { Fragment, useMemo, useRef, type ReactNode } from 'react'
import { Icon } from '../format/Icon.tsx'
import { Link } from '../shell/Link.tsx'
import { Cell } from './Cell.tsx'
import { BeneathButton, useBeneath } from './Beneath.tsx'
import type { AnyRow, RowsBeneath } from './list-view.ts'
import { useRowKeys } from './row-keys.ts'
import type { ChosenRows } from './use-selection.ts'

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature })

/** What the table shows and how it answers. */
export interface ListTableProps {
  readonly list: ListContract
  readonly rows: readonly AnyRow[]
  readonly shown: readonly string[]
  readonly sort: string
  readonly onSort: (column: string) => void
  readonly chosen: ChosenRows | null
  readonly open: ((row: AnyRow) => string) | undefined
  readonly linkColumn: string | undefined
  readonly cells: Readonly<Record<string, ((row: AnyRow) => ReactNode) | undefined>> | undefined
  readonly rowAction: ((row: AnyRow) => ReactNode) | undefined
  readonly beneath?: RowsBeneath<AnyRow> | undefined
  readonly isDim: boolean
  readonly label: string
}

/** The rows as a table: sortable headings, one row in the tab order, arrows between rows. */
export function ListTable(props: ListTableProps) {
  const { list, rows, shown, sort, onSort, chosen, open, rowAction, beneath, isDim, label } = props
  const table = useListTable(props)
  const body = useRef<HTMLTableSectionElement>(null)
  const keys = useRowKeys({ rows, open, chosen, body })
  const { isOpen, turn } = useBeneath(beneath)
  const unfolds = beneath !== undefined && rows.some(beneath.has)
  const width = shown.length + [chosen, unfolds, rowAction].filter(Boolean).length
  return (
    <div className="t-table-frame" data-dim={isDim || undefined} aria-busy={isDim}>
      <table className="t-table" aria-label={label} onKeyDown={keys.onKeyDown}>
        <thead>
          <tr>
            {chosen && (
              <th className="t-pick">
                <Checkbox
                  size="xs"
                  aria-label="Select all rows of this page"
                  checked={table.getIsAllRowsSelected()}
                  indeterminate={table.getIsSomeRowsSelected()}
                  onChange={() => table.toggleAllRowsSelected()}
                />
              </th>
            )}
            {unfolds && <th className="t-unfold" aria-label={`Show ${beneath.label}`} />}
            {shown.map((key) => (
              <Heading
                key={key}
                name={key}
                column={list.columns[key] as Column}
                sort={sort}
                onSort={onSort}
              />
            ))}
            {rowAction && <th className="t-row-act" aria-label="Actions" />}
          </tr>
        </thead>
        <tbody ref={body}>
          {table.getRowModel().rows.map((row, at) => (
            <Fragment key={row.id}>
              <tr
                tabIndex={at === keys.active ? 0 : -1}
                data-row={at}
                data-chosen={row.getIsSelected() || undefined}
                onFocus={() => keys.activate(at)}
              >
                {chosen && (
                  <td className="t-pick">
                    <Checkbox
                      size="xs"
                      aria-label={`Select ${nameOf(row.original, shown)}`}
                      checked={row.getIsSelected()}
                      tabIndex={-1}
                      onChange={row.getToggleSelectedHandler()}
                    />
                  </td>
                )}
                {unfolds && (
                  <td className="t-unfold">
                    <BeneathButton
                      row={row.original}
                      name={nameOf(row.original, shown)}
                      beneath={beneath}
                      isOpen={isOpen(row.original)}
                      isShort
                      onTurn={() => turn(row.original)}
                    />
                  </td>
                )}
                {row.getVisibleCells().map((cell) => (
                  <td key={cell.id} data-type={list.columns[cell.column.id]?.type}>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
                {rowAction && <td className="t-row-act">{rowAction(row.original)}</td>}
              </tr>
              {beneath && isOpen(row.original) && (
                <tr className="t-beneath">
                  <td colSpan={width}>{beneath.content(row.original)}</td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function useListTable({ list, rows, shown, chosen, open, linkColumn, cells }: ListTableProps) {
  const first = linkColumn && shown.includes(linkColumn) ? linkColumn : shown[0]
  const columns = useMemo(
    () =>
      Object.entries(list.columns).map(([key, column]): ColumnDef<typeof features, AnyRow> => ({
        id: key,
        accessorFn: (row) => row[key],
        cell: ({ row: { original } }) => {
          const content = cells?.[key]?.(original) ?? <Cell column={column} value={original[key]} />
          return key === first && open ? (
            <Link to={open(original)} className="t-row-link">
              {content}
            </Link>
          ) : (
            content
          )
        },
      })),
    [list, cells, first, open],
  )
  const columnVisibility = useMemo(
    () => Object.fromEntries(Object.keys(list.columns).map((key) => [key, shown.includes(key)])),
    [list, shown],
  )
  const rowSelection = useMemo(
    () => Object.fromEntries(Object.keys(chosen?.rows ?? {}).map((id) => [id, true as const])),
    [chosen?.rows],
  )
  return useTable({
    features,
    columns,
    data: rows,
    getRowId: (row) => row.id,
    enableRowSelection: chosen !== null,
    state: { columnVisibility, rowSelection },
    onRowSelectionChange: (update) => {
      if (!chosen) return
      const ids = Object.keys(typeof update === 'function' ? update(rowSelection) : update)
      const known = { ...chosen.rows, ...Object.fromEntries(rows.map((row) => [row.id, row])) }
      chosen.set(Object.fromEntries(ids.flatMap((id) => (known[id] ? [[id, known[id]]] : []))))
    },
  })
}

interface HeadingProps {
  readonly name: string
  readonly column: Column
  readonly sort: string
  readonly onSort: (column: string) => void
}

function Heading({ name, column, sort, onSort }: HeadingProps) {
  const isUp = sort === name
  const isDown = sort === `-${name}`
  if (!column.sortable) {
    return (
      <th scope="col" data-type={column.type} title={column.help}>
        {column.label}
      </th>
    )
  }
  return (
    <th
      scope="col"
      data-type={column.type}
      aria-sort={isUp ? 'ascending' : isDown ? 'descending' : undefined}
    >
      <button type="button" className="t-sort" onClick={() => onSort(name)} title={column.help}>
        {column.label}
        <span className="t-sort-mark" data-on={isUp || isDown || undefined}>
          <Icon path={isDown ? mdiArrowDown : mdiArrowUp} size={14} />
        </span>
      </button>
    </th>
  )
}

function nameOf(row: AnyRow, shown: readonly string[]): string {
  const value = shown[0] === undefined ? null : row[shown[0]]
  return typeof value === 'string' ? value : row.id
}

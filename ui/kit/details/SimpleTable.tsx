import type { ReactNode } from 'react'

/** A column of a small table. */
interface SimpleColumn<Row> {
  readonly label: string
  readonly cell: (row: Row) => ReactNode
  readonly isFigure?: boolean
}

interface SimpleTableProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly columns: readonly SimpleColumn<Row>[]
  /** Said when there are no rows. */
  readonly empty: string
}

/** The few parts of a record that come with it, as a table without paging. */
export function SimpleTable<Row>({ label, rows, keyOf, columns, empty }: SimpleTableProps<Row>) {
  if (rows.length === 0) return <p className="t-hint">{empty}</p>
  return (
    <div className="t-table-frame" tabIndex={0} role="group" aria-label={label}>
      <table className="t-table t-simple" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col" data-type={column.isFigure ? 'number' : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.label} data-type={column.isFigure ? 'number' : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

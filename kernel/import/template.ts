import { columnsOf, type RecordKind } from './define.ts'

/** An example file of a record kind: its headings and one row. */
export function templateOf(recordKind: RecordKind, cell: (value: unknown) => string): string {
  const columns = columnsOf(recordKind).filter((column) => column.type !== 'object' || column.exampleField)
  const headings = columns.map((column) =>
    column.type === 'object' ? `${column.name}:${column.exampleField ?? ''}` : column.name,
  )
  const lines = [headings, columns.map((column) => column.example)]
  return lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')
}

import type { Column, ListContract } from '@tallystick/kernel/list/define.ts'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { producerName } from '../portal/appearance.ts'
import { Cell } from './Cell.tsx'
import type { AnyRow } from './list-view.ts'

/** What is printed of a list. */
export interface Print {
  readonly rows: readonly AnyRow[]
  /** `37 selected rows`, `The first 1,000 of 12,345 rows`. */
  readonly told: string
  /** The search in words; empty without one. */
  readonly search: string
}

interface PrintSheetProps {
  readonly list: ListContract
  readonly title: string
  readonly shown: readonly string[]
  readonly cells: Readonly<Record<string, ((row: AnyRow) => ReactNode) | undefined>> | undefined
  readonly print: Print
  readonly onDone: () => void
}

/** Columns that fit on an upright page. */
const UPRIGHT_MAX = 6

/** The rows as they go to the printer instead of the page; opens the print dialog, and is gone after it. */
export function PrintSheet({ list, title, shown, cells, print, onDone }: PrintSheetProps) {
  useEffect(() => {
    window.addEventListener('afterprint', onDone)
    const timer = setTimeout(() => window.print(), 50)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('afterprint', onDone)
    }
  }, [onDone])
  return createPortal(
    <section className="t-print" aria-hidden="true" data-landscape={shown.length > UPRIGHT_MAX || undefined}>
      <header>
        <p>{producerName()}</p>
        <h1>{title}</h1>
        <p>
          {print.told}
          {print.search && <> · {print.search}</>}
        </p>
      </header>
      <table className="t-table">
        <thead>
          <tr>
            {shown.map((key) => (
              <th key={key} scope="col" data-type={list.columns[key]?.type}>
                {list.columns[key]?.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {print.rows.map((row) => (
            <tr key={row.id}>
              {shown.map((key) => (
                <td key={key} data-type={list.columns[key]?.type}>
                  {cells?.[key]?.(row) ?? <Cell column={list.columns[key] as Column} value={row[key]} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>,
    document.body,
  )
}

import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { numberText } from '../format/dates.ts'
import { Link } from '../shell/Link.tsx'

/** A row of figures of a chart: its label and one number per series. */
export interface ChartRow {
  readonly label: string
  readonly values: readonly number[]
  /** Where the rows behind the figures are. */
  readonly to?: string
}

interface ChartFrameProps {
  readonly title: string
  /** One sentence: what one sees. Read by screen readers instead of the drawing. */
  readonly summary: string
  readonly series: readonly string[]
  readonly rows: readonly ChartRow[]
  readonly firstColumn: string
  /** How many series are drawn; the others stand in the table only. Default all. */
  readonly drawn?: number
  readonly children: ReactNode
}

/** A drawing with its table behind it. */
export function ChartFrame({ title, summary, series, rows, firstColumn, drawn, children }: ChartFrameProps) {
  const [isTable, setTable] = useState(false)
  return (
    <figure className="t-chart" style={{ margin: 0 }}>
      <figcaption className="t-chart-head">
        <div>
          <h3>{title}</h3>
          <p className="t-muted">{summary}</p>
        </div>
        <Button variant="subtle" size="compact-sm" className="t-noprint" onClick={() => setTable(!isTable)}>
          {isTable ? 'Chart' : 'Table'}
        </Button>
      </figcaption>
      {isTable ? (
        <div className="t-table-frame" tabIndex={0} role="group" aria-label={title}>
          <table className="t-table">
            <thead>
              <tr>
                <th scope="col">{firstColumn}</th>
                {series.map((name) => (
                  <th key={name} scope="col" data-type="number">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.label}>
                  <th scope="row">{row.to ? <Link to={row.to}>{row.label}</Link> : row.label}</th>
                  {row.values.map((value, at) => (
                    <td key={series[at]} data-type="number">
                      {numberText(value)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <>
          {children}
          {(drawn ?? series.length) > 1 && (
            <ul className="t-chart-key">
              {series.slice(0, drawn).map((name, at) => (
                <li key={name}>
                  <svg width="16" height="10" style={{ width: 16 }} aria-hidden="true">
                    <line
                      x1="0"
                      x2="16"
                      y1="5"
                      y2="5"
                      stroke={inkOf(at)}
                      strokeWidth="3"
                      strokeDasharray={dashOf(at)}
                    />
                  </svg>
                  {name}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </figure>
  )
}

const INKS = [
  'var(--tally-accent)',
  'var(--tally-attention-ink)',
  'var(--tally-good-ink)',
  'var(--tally-danger-ink)',
]
const DASHES = ['none', '6 3', '2 3', '8 3 2 3']

/** Colour of a series. Never alone: lines differ by their dashes too. */
export function inkOf(at: number): string {
  return INKS[at % INKS.length] as string
}

/** Dashes of a series. */
export function dashOf(at: number): string {
  return DASHES[at % DASHES.length] as string
}

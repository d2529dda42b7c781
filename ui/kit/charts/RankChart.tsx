import { numberText } from '../format/dates.ts'
import { Link } from '../shell/Link.tsx'
import { ChartFrame, type ChartRow } from './ChartFrame.tsx'

interface RankChartProps {
  readonly title: string
  readonly summary: string
  readonly series: readonly string[]
  readonly rows: readonly ChartRow[]
  readonly firstColumn: string
  /** Said instead of an empty drawing. */
  readonly empty: string
}

/** Few things beside each other by one figure: lying bars with their words, each leading to its rows. */
export function RankChart(props: RankChartProps) {
  const { rows, empty } = props
  const most = Math.max(1, ...rows.map((row) => row.values[0] ?? 0))
  return (
    <ChartFrame {...props} drawn={1}>
      {rows.length === 0 && <p className="t-hint">{empty}</p>}
      <ul className="t-rank">
        {rows.map((row) => (
          <li key={row.label}>
            <span className="t-rank-label">{row.to ? <Link to={row.to}>{row.label}</Link> : row.label}</span>
            <span className="t-rank-bar" aria-hidden="true">
              <span style={{ width: `${((row.values[0] ?? 0) / most) * 100}%` }} />
            </span>
            <span className="t-rank-figure">{numberText(row.values[0] ?? 0)}</span>
          </li>
        ))}
      </ul>
    </ChartFrame>
  )
}

import { numberText } from '../format/dates.ts'
import { Grid } from './BarChart.tsx'
import { ChartFrame, dashOf, inkOf, type ChartRow } from './ChartFrame.tsx'
import { axisMarks, labelStep } from './scale.ts'
import { useDrawing } from './use-drawing.ts'
import { useRowClick } from './use-row-click.ts'

interface LineChartProps {
  readonly title: string
  readonly summary: string
  readonly series: readonly string[]
  readonly rows: readonly ChartRow[]
  readonly firstColumn: string
}

const HEIGHT = 200
const LEFT = 44
const BOTTOM = 22

/** Figures over time, one line per series; lines differ in colour and in dashes. */
export function LineChart(props: LineChartProps) {
  const { rows, series, title, summary } = props
  const click = useRowClick()
  const { width, labels } = useDrawing()
  const marks = axisMarks(Math.max(0, ...rows.flatMap((row) => row.values)))
  const top = marks.at(-1) as number
  const y = (value: number) => (HEIGHT - BOTTOM) * (1 - value / top) + 4
  const x = (at: number) => LEFT + 12 + ((width - LEFT - 24) * at) / Math.max(1, rows.length - 1)
  const half = (width - LEFT - 24) / Math.max(1, rows.length - 1) / 2
  const step = labelStep(rows.length, labels)
  return (
    <ChartFrame {...props}>
      <svg viewBox={`0 0 ${width} ${HEIGHT + 8}`} role="img" aria-label={`${title}. ${summary}`}>
        <Grid marks={marks} y={y} width={width} />
        {series.map((name, index) => (
          <polyline
            key={name}
            fill="none"
            stroke={inkOf(index)}
            strokeWidth={2}
            strokeDasharray={dashOf(index)}
            strokeLinejoin="round"
            points={rows.map((row, at) => `${x(at)},${y(row.values[index] ?? 0)}`).join(' ')}
          />
        ))}
        {rows.map((row, at) => (
          <g key={row.label} {...click(row)}>
            <rect className="t-chart-slot" x={x(at) - half} y={4} width={half * 2} height={HEIGHT - BOTTOM} />
            {row.values.map((value, index) => (
              <circle
                key={series[index]}
                cx={x(at)}
                cy={y(value)}
                r={rows.length > 40 ? 1.5 : 3}
                fill={inkOf(index)}
              >
                <title>{`${row.label}: ${numberText(value)} ${series[index] ?? ''}`}</title>
              </circle>
            ))}
            {at % step === 0 && (
              <text x={x(at)} y={HEIGHT + 4} textAnchor="middle">
                {row.label}
              </text>
            )}
          </g>
        ))}
      </svg>
    </ChartFrame>
  )
}

import { numberText } from '../format/dates.ts'
import { ChartFrame, inkOf, type ChartRow } from './ChartFrame.tsx'
import { axisMarks, labelStep } from './scale.ts'
import { useDrawing } from './use-drawing.ts'
import { useRowClick } from './use-row-click.ts'

interface BarChartProps {
  readonly title: string
  readonly summary: string
  readonly series: readonly string[]
  readonly rows: readonly ChartRow[]
  /** Heading of the labels in the table: `Month`. */
  readonly firstColumn: string
  /** How many series are drawn; the others stand in the table only. Default all. */
  readonly drawn?: number
}

const HEIGHT = 200
const LEFT = 44
const BOTTOM = 22

/** Bars per label, beside each other for several series. */
export function BarChart(props: BarChartProps) {
  const { rows, title, summary } = props
  const series = props.series.slice(0, props.drawn)
  const click = useRowClick()
  const { width, labels } = useDrawing()
  const shown = (row: ChartRow) => row.values.slice(0, props.drawn)
  const marks = axisMarks(Math.max(0, ...rows.flatMap(shown)))
  const top = marks.at(-1) as number
  const y = (value: number) => (HEIGHT - BOTTOM) * (1 - value / top) + 4
  const slot = (width - LEFT) / Math.max(1, rows.length)
  const bar = Math.min(36, (slot * 0.7) / Math.max(1, series.length))
  const step = labelStep(rows.length, labels)
  return (
    <ChartFrame {...props}>
      <svg viewBox={`0 0 ${width} ${HEIGHT + 8}`} role="img" aria-label={`${title}. ${summary}`}>
        <Grid marks={marks} y={y} width={width} />
        {rows.map((row, at) => {
          const middle = LEFT + slot * (at + 0.5)
          return (
            <g key={row.label} {...click(row)}>
              <rect
                className="t-chart-slot"
                x={middle - slot / 2}
                y={4}
                width={slot}
                height={HEIGHT - BOTTOM}
              />
              {shown(row).map((value, index) => (
                <rect
                  key={series[index]}
                  x={middle - (bar * series.length) / 2 + bar * index}
                  y={y(value)}
                  width={Math.max(1, bar - 2)}
                  height={Math.max(value > 0 ? 1 : 0, y(0) - y(value))}
                  fill={inkOf(index)}
                  rx={1.5}
                >
                  <title>{`${row.label}: ${numberText(value)} ${series[index] ?? ''}`}</title>
                </rect>
              ))}
              {at % step === 0 && (
                <text x={middle} y={HEIGHT + 4} textAnchor="middle">
                  {row.label}
                </text>
              )}
            </g>
          )
        })}
      </svg>
    </ChartFrame>
  )
}

interface GridProps {
  readonly marks: readonly number[]
  readonly y: (value: number) => number
  readonly width: number
}

/** Horizontal lines with their figures. */
export function Grid({ marks, y, width }: GridProps) {
  return marks.map((mark) => (
    <g key={mark}>
      <line className="t-chart-grid" x1={LEFT} x2={width} y1={y(mark)} y2={y(mark)} />
      <text x={LEFT - 8} y={y(mark) + 4} textAnchor="end">
        {numberText(mark)}
      </text>
    </g>
  ))
}

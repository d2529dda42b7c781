import { Progress as Bar } from '@mantine/core'
import { numberText } from '../format/dates.ts'

interface ProgressProps {
  /** What is done, named for screen readers: `Import of orders.csv`. */
  readonly label: string
  readonly done: number
  /** Null while nobody knows. */
  readonly total: number | null
  /** Milliseconds since it began; gives the remaining time. */
  readonly elapsedMs?: number
  readonly unit?: string
}

/** How far long work is, with true figures and the time that remains. */
export function Progress({ label, done, total, elapsedMs, unit = '' }: ProgressProps) {
  const share = total && total > 0 ? Math.min(1, done / total) : null
  return (
    <div className="t-progress">
      <Bar.Root size="sm" radius="xl" aria-label={label}>
        <Bar.Section
          value={(share ?? 1) * 100}
          animated={share === null}
          aria-label={label}
          aria-valuetext={share === null ? 'Running' : `${Math.round(share * 100)} %`}
        />
      </Bar.Root>
      <p className="t-muted t-figure">
        {numberText(done)}
        {total === null ? '' : ` of ${numberText(total)}`} {unit}
        {share !== null && elapsedMs && share > 0.02 && share < 1
          ? ` · ${remaining(elapsedMs, share)} left`
          : ''}
      </p>
    </div>
  )
}

function remaining(elapsedMs: number, share: number): string {
  const seconds = Math.round((elapsedMs / share - elapsedMs) / 1000)
  if (seconds < 90) return `about ${Math.max(1, seconds)} s`
  return seconds < 5400 ? `about ${Math.round(seconds / 60)} min` : `about ${Math.round(seconds / 3600)} h`
}

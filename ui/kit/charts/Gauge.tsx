import { numberText } from '../format/dates.ts'

interface GaugeProps {
  /** What is measured: `Copies of Paint 5.0`. */
  readonly label: string
  readonly used: number
  readonly total: number
  /** From this share on it is marked. Default 0.9. */
  readonly attentionFrom?: number
}

/** How much of something is used, with its figures; marked by a word too when it is nearly or wholly used up. */
export function Gauge({ label, used, total, attentionFrom = 0.9 }: GaugeProps) {
  const share = total > 0 ? used / total : 0
  const level = share >= 1 ? 'danger' : share >= attentionFrom ? 'attention' : 'calm'
  const word = level === 'danger' ? ' · used up' : level === 'attention' ? ' · nearly used up' : ''
  return (
    <div>
      <div
        className="t-gauge"
        data-level={level}
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={Math.min(used, total)}
        aria-valuetext={`${numberText(used)} of ${numberText(total)}${word}`}
      >
        <span style={{ width: `${Math.min(100, share * 100)}%` }} />
      </div>
      <p className="t-muted t-figure">
        {numberText(used)} of {numberText(total)}
        {word}
      </p>
    </div>
  )
}

import { numberText } from '@tallystick/kit/format/dates.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'

interface Figures {
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
}

const ORDER = ['created', 'changed', 'unchanged', 'refused'] as const
const WILL = {
  created: 'would be created',
  changed: 'would be changed',
  unchanged: 'stay as they are',
  refused: 'would be refused',
}
const DID = { created: 'created', changed: 'changed', unchanged: 'unchanged', refused: 'refused' }

/** Records by what became of them; each figure filters the report below. */
function All({
  id,
  figures,
  isDryRun,
}: {
  readonly id: string
  readonly figures: Figures
  readonly isDryRun: boolean
}) {
  const words = isDryRun ? WILL : DID
  return (
    <div className="t-figure-row a-outcomes">
      {ORDER.map((outcome) => (
        <Link key={outcome} to={`/imports/${id}?where=outcome.in:${outcome}`} className="t-tile">
          <span
            className="t-tile-figure"
            data-bad={(outcome === 'refused' && figures.refused > 0) || undefined}
          >
            {numberText(figures[outcome])}
          </span>
          <br />
          <span className="t-tile-label">{words[outcome]}</span>
        </Link>
      ))}
    </div>
  )
}

/** A count of refused records, marked when it is one to look at. */
function Refused({ count }: { readonly count: number }) {
  return count > 0 ? <strong className="a-bad">{numberText(count)}</strong> : <>0</>
}

/** How imports show what became of their records. */
export const Outcomes = { All, Refused }

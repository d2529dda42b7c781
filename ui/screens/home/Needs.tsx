import { mdiAlertCircleOutline, mdiAlertOutline, mdiCheckCircleOutline, mdiPencilOutline } from '@mdi/js'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import type { Need } from './needs.ts'

const ICONS = { danger: mdiAlertCircleOutline, attention: mdiAlertOutline, info: mdiPencilOutline }
const ORDER = { danger: 0, attention: 1, info: 2 }

/** What calls for action now, the worst first. Figures that are 0 are left out: quiet is the usual state. */
export function Needs({
  needs,
  isComplete,
}: {
  readonly needs: readonly Need[]
  readonly isComplete: boolean
}) {
  const open = needs.filter(({ count }) => count > 0).toSorted((a, b) => ORDER[a.meaning] - ORDER[b.meaning])
  return (
    <section aria-label="Needs you today" aria-busy={!isComplete}>
      {open.length > 0 && (
        <ul className="h-needs">
          {open.map((need) => (
            <li key={need.key}>
              <Link to={need.to} className="h-need">
                <span className="h-need-mark" data-meaning={need.meaning}>
                  <Icon path={ICONS[need.meaning]} size={18} />
                </span>
                <span className="h-need-figure">
                  {numberText(need.count)}
                  {!need.isExact && '+'}
                </span>
                <span className="h-need-words">
                  {need.label}
                  <span className="t-muted">{need.hint}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {open.length === 0 && isComplete && (
        <p className="h-quiet">
          <span data-meaning="good" className="h-need-mark">
            <Icon path={mdiCheckCircleOutline} size={18} />
          </span>
          Nothing needs you today.
        </p>
      )}
      {open.length === 0 && !isComplete && <div className="h-needs-wait" />}
    </section>
  )
}

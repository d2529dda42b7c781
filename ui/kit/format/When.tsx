import { dateText, exactInstantText, instantText, relativeText } from './dates.ts'
import { useNow } from './use-now.ts'

/** An instant in the reader's zone; the exact one on hover. `relative` shows how long ago instead. */
export function When({
  instant,
  relative,
}: {
  readonly instant: string | null
  readonly relative?: boolean
}) {
  if (!instant) return <Dash />
  return (
    <time dateTime={instant} title={exactInstantText(instant)}>
      {relative ? <Ago instant={instant} /> : instantText(instant)}
    </time>
  )
}

function Ago({ instant }: { readonly instant: string }) {
  const now = useNow()
  return <>{relativeText(instant, now)}</>
}

/** A calendar date, which is the same day everywhere. */
export function Day({ date }: { readonly date: string | null }) {
  if (!date) return <Dash />
  return <time dateTime={date}>{dateText(date)}</time>
}

/** Nothing here, on purpose. */
export function Dash() {
  return (
    <span className="t-dash">
      <span aria-hidden="true">–</span>
      <span className="t-unseen">none</span>
    </span>
  )
}

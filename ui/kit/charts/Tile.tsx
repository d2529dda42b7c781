import type { ReactNode } from 'react'
import { numberText } from '../format/dates.ts'
import { Link } from '../shell/Link.tsx'

interface TileProps {
  readonly label: string
  readonly figure: number | null
  /** Where the rows behind the figure are. */
  readonly to?: string
  readonly below?: ReactNode
}

/** One large figure with its word; leads to the rows behind it. */
export function Tile({ label, figure, to, below }: TileProps) {
  const content = (
    <>
      <span className="t-tile-figure">{figure === null ? '…' : numberText(figure)}</span>
      <br />
      <span className="t-tile-label">{label}</span>
      {below}
    </>
  )
  return to ? (
    <Link to={to} className="t-tile">
      {content}
    </Link>
  ) : (
    <div className="t-tile">{content}</div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Tile } from '../charts/Tile.tsx'
import { useApi } from '../data/api-context.tsx'
import { Icon } from '../format/Icon.tsx'
import { useSession } from '../session/session.ts'
import { Link } from '../shell/Link.tsx'
import { PageHeader } from '../shell/PageHeader.tsx'
import type { Area, NavEntry, TodayFigure } from './area.ts'

interface HomePageProps {
  readonly areas: readonly Area[]
  readonly groups: readonly string[]
}

/** The front page until a portal has a dashboard of its own: what calls for action, then the way to everything. */
export function HomePage({ areas, groups }: HomePageProps) {
  const session = useSession()
  const figures = areas
    .flatMap((area) => area.today ?? [])
    .filter(({ permission }) => session.may(permission))
  const entries = areas
    .flatMap((area) => area.nav)
    .filter(({ permission, to }) => to !== '/' && session.may(permission))
  return (
    <div className="t-page">
      <PageHeader title={`Welcome, ${session.name}`} name="Home" />
      {figures.length > 0 && (
        <section aria-label="Today" className="t-figure-row">
          {figures.map((figure) => (
            <TodayTile key={figure.label} figure={figure} />
          ))}
        </section>
      )}
      {groups.map((group) => (
        <EntryGroup key={group} group={group} entries={entries.filter((entry) => entry.group === group)} />
      ))}
    </div>
  )
}

function TodayTile({ figure }: { readonly figure: TodayFigure }) {
  const api = useApi()
  const { data } = useQuery({
    queryKey: ['today', figure.label],
    queryFn: ({ signal }) => figure.count(api, signal),
    staleTime: 30_000,
  })
  if (figure.isQuietAtZero && data === 0) return null
  return <Tile label={figure.label} figure={data ?? null} to={figure.to} />
}

function EntryGroup({ group, entries }: { readonly group: string; readonly entries: readonly NavEntry[] }) {
  if (entries.length === 0) return null
  return (
    <section className="t-section">
      <h2>{group}</h2>
      <ul className="t-entries">
        {entries.map((entry) => (
          <li key={entry.to}>
            <Link to={entry.to} className="t-entry">
              <Icon path={entry.icon} size={20} />
              {entry.label}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

import { mdiChevronDown } from '@mdi/js'
import { useRouterState } from '@tanstack/react-router'
import { Icon } from '../format/Icon.tsx'
import type { NavEntry } from '../portal/area.ts'
import { useSession } from '../session/session.ts'
import { Link } from './Link.tsx'
import { prefer, usePreferences } from './preferences.ts'

interface NavigationProps {
  /** Group names in their order; a group with an empty name has no heading. */
  readonly groups: readonly string[]
  readonly entries: readonly NavEntry[]
  readonly onGo?: () => void
}

/** The left navigation: what the user may see, in groups that can be closed. */
export function Navigation({ groups, entries, onGo }: NavigationProps) {
  const session = useSession()
  const { closedGroups } = usePreferences()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const seen = entries.filter((entry) => !entry.isOnlySearched && session.may(entry.permission))
  const open = bestMatch(seen, path)
  return (
    <nav aria-label="Main" className="t-nav">
      {groups.map((group) => {
        const own = seen.filter((entry) => entry.group === group)
        if (own.length === 0) return null
        const isClosed = closedGroups.includes(group)
        const toggle = () =>
          prefer({
            closedGroups: isClosed ? closedGroups.filter((one) => one !== group) : [...closedGroups, group],
          })
        return (
          <section key={group} className="t-nav-group" data-closed={isClosed || undefined}>
            {group !== '' && (
              <button type="button" className="t-nav-heading" aria-expanded={!isClosed} onClick={toggle}>
                {group}
                <Icon path={mdiChevronDown} size={16} />
              </button>
            )}
            <ul hidden={isClosed}>
              {own.map((entry) => (
                <li key={entry.to} data-open={entry === open || undefined}>
                  <Link to={entry.to} className="t-nav-link" {...(onGo ? { onClick: onGo } : {})}>
                    <Icon path={entry.icon} />
                    <span>{entry.label}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </nav>
  )
}

/** The entry whose address is the longest beginning of the open one: `/products/7` lights up Products. What an entry asks for does not count. */
function bestMatch(entries: readonly NavEntry[], path: string): NavEntry | undefined {
  return entries
    .filter((entry) => {
      const [place = ''] = entry.to.split('?')
      return place === '/' ? path === '/' : path === place || path.startsWith(`${place}/`)
    })
    .sort((a, b) => b.to.length - a.to.length)[0]
}

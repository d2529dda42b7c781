import { ActionIcon, Drawer, Kbd, UnstyledButton } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { mdiMagnify, mdiMenu } from '@mdi/js'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react'
import { Announcer } from '../feedback/Announcer.tsx'
import { Icon } from '../format/Icon.tsx'
import type { IdSearch, NavEntry } from '../portal/area.ts'
import { useTrail } from './crumbs.ts'
import { Link } from './Link.tsx'
import { Navigation } from './Navigation.tsx'
import { prefer, usePreferences } from './preferences.ts'
import { UserMenu } from './UserMenu.tsx'

const loadPalette = () => import('./Palette.tsx').then((file) => ({ default: file.Palette }))
const Palette = lazy(loadPalette)

interface ShellProps {
  readonly brand: ReactNode
  readonly groups: readonly string[]
  readonly entries: readonly NavEntry[]
  readonly searches: readonly IdSearch[]
  readonly profileTo: string | null
}

/** The frame around all pages of a portal: bar, navigation, content. */
export function Shell({ brand, groups, entries, searches, profileTo }: ShellProps) {
  const isNarrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false })
  const { isNavClosed } = usePreferences()
  const [isDrawerOpen, drawer] = useDisclosure(false)
  const [isPaletteOpen, palette] = usePalette()
  useFocusOnNewPage()
  const toggleNav = () => (isNarrow ? drawer.toggle() : prefer({ isNavClosed: !isNavClosed }))
  return (
    <div className="t-shell" data-nav-closed={isNavClosed || isNarrow || undefined}>
      <a className="t-skip" href="#main">
        Skip to content
      </a>
      <header className="t-bar">
        <ActionIcon
          aria-label="Navigation"
          aria-expanded={isNarrow ? isDrawerOpen : !isNavClosed}
          onClick={toggleNav}
        >
          <Icon path={mdiMenu} size={20} />
        </ActionIcon>
        <Link to="/" className="t-brand">
          {brand}
        </Link>
        <Trail />
        <UnstyledButton className="t-find" onClick={palette.open} aria-keyshortcuts="Control+K">
          <Icon path={mdiMagnify} />
          <span className="t-find-text">Find a page or an ID</span>
          <Kbd size="xs" className="t-find-key" aria-hidden="true">
            Ctrl K
          </Kbd>
        </UnstyledButton>
        <UserMenu profileTo={profileTo} />
      </header>
      {!isNarrow && !isNavClosed && (
        <aside className="t-side">
          <Navigation groups={groups} entries={entries} />
        </aside>
      )}
      <Drawer opened={isDrawerOpen && isNarrow} onClose={drawer.close} title={brand} size={280} padding="sm">
        <Navigation groups={groups} entries={entries} onGo={drawer.close} />
      </Drawer>
      <main id="main" className="t-main" tabIndex={-1}>
        <Outlet />
      </main>
      <Announcer />
      {isPaletteOpen && (
        <Suspense fallback={null}>
          <Palette entries={entries} searches={searches} onClose={palette.close} />
        </Suspense>
      )}
    </div>
  )
}

/** Where the open page stands. */
function Trail() {
  const trail = useTrail()
  return (
    <nav aria-label="Breadcrumbs" className="t-trail">
      <ol>
        {trail.map((crumb, at) => (
          <li key={crumb.label + at}>
            {crumb.to ? (
              <Link to={crumb.to}>{crumb.label}</Link>
            ) : (
              <span aria-current="page">{crumb.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

function usePalette() {
  const [isOpen, setOpen] = useState(false)
  // Fetched while nobody waits, so that the first letters typed after Ctrl-K are not lost.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), 1500)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setOpen((was) => !was)
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return [isOpen, { open: () => setOpen(true), close: () => setOpen(false) }] as const
}

/** After a change of page (not of its query) the focus goes to its title, and the window to its top. */
function useFocusOnNewPage(): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    const isFirst = before.current === undefined
    before.current = path
    if (isFirst) return
    window.scrollTo(0, 0)
    const title = document.querySelector<HTMLElement>('[data-page-title]')
    ;(title ?? document.getElementById('main'))?.focus({ preventScroll: true })
  }, [path])
}

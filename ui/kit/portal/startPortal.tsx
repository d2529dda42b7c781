import type { Api, ApiProblem } from '@tallystick/api/client.ts'
import { openApi } from '@tallystick/api/client.ts'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, useEffect, useMemo } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiProvider } from '../data/api-context.tsx'
import { usePreferences } from '../shell/preferences.ts'
import { houseVariables, themeOf } from '../theme/theme.ts'
import { producerName } from './appearance.ts'
import type { Portal } from './portal.ts'
import { buildRouter, type PortalRouter } from './router.tsx'

/** Shows a portal in the page's `#root`. Called once by the portal's `main.tsx`. */
export function startPortal(portal: Portal): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('The page has no element with the ID root.')
  const client = new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: retries, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  })
  reloadWhenReplaced()
  let router: PortalRouter | null = null
  const api = openApi({ portal: portal.portal, onProblem: (problem) => onProblem(problem, client, router) })
  router = buildRouter(portal, api, client)
  createRoot(root).render(
    <StrictMode>
      <PortalFrame portal={portal} api={api} client={client} router={router} />
    </StrictMode>,
  )
}

const schemeManager = localStorageColorSchemeManager({ key: 'tally.scheme' })

interface FrameProps {
  readonly portal: Portal
  readonly api: Api
  readonly client: QueryClient
  readonly router: PortalRouter
}

function PortalFrame({ portal, api, client, router }: FrameProps) {
  const theme = useMemo(() => themeOf(portal.accent), [portal.accent])
  const { density, contrast } = usePreferences()
  useEffect(() => {
    // The head of printed pages, which is drawn by the style sheet.
    document.documentElement.style.setProperty('--tally-producer', JSON.stringify(producerName()))
  }, [])
  useEffect(() => {
    document.documentElement.dataset['density'] = density ?? portal.density
    document.documentElement.dataset['contrast'] = contrast
  }, [density, contrast, portal.density])
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={houseVariables}
      defaultColorScheme="auto"
      colorSchemeManager={schemeManager}
      deduplicateCssVariables={false}
    >
      <QueryClientProvider client={client}>
        <ApiProvider value={api}>
          <RouterProvider router={router} />
        </ApiProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}

/**
 * A page whose code is gone was replaced by a newer build: the window is loaded anew at the same address, but
 * not again within a minute, so that a build that is really broken is shown as such.
 */
function reloadWhenReplaced(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem('tally.reloaded') ?? 0)
    if (Date.now() - last < 60_000) return
    event.preventDefault()
    sessionStorage.setItem('tally.reloaded', String(Date.now()))
    location.reload()
  })
}

/** Asks again only when the same question may be answered later. */
function retries(count: number, error: unknown): boolean {
  const { status } = error as Partial<ApiProblem>
  return (status === 0 || status === 503) && count < 2
}

/** A lost session leads to the sign-in page from wherever it is noticed, and back afterwards. */
function onProblem(problem: ApiProblem, client: QueryClient, router: PortalRouter | null): void {
  if (problem.status !== 401 || !router) return
  const { pathname, searchStr } = router.state.location
  if (problem.code === 'password-change-required') {
    if (pathname !== '/change-password') void router.navigate({ to: '/change-password' })
    return
  }
  const hadSession = client.getQueryData(['session']) !== undefined
  if (!hadSession) return
  client.removeQueries({ queryKey: ['session'] })
  void router.navigate({ to: '/sign-in', search: { next: pathname + searchStr, ended: '1' } as never })
}

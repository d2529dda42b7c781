import type { Api } from '@tallystick/api/client.ts'
import { ApiProblem } from '@tallystick/api/client.ts'
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  Outlet,
  type AnyRoute,
  type AnyRouter,
} from '@tanstack/react-router'
import { deviceZone, setReader } from '../format/dates.ts'
import { fetchSession } from '../session/session-calls.ts'
import { useSession, type Session } from '../session/session.ts'
import { parseQuery, printQuery, type QueryValues } from './address.ts'
import type { AreaPage } from './area.ts'
import { FailedPage, LostPage } from './FailedPage.tsx'
import { NotPermittedPage } from './NotPermittedPage.tsx'
import { SignedInFrame } from './SignedInFrame.tsx'
import type { Portal } from './portal.ts'

/** The router of a portal. */
export type PortalRouter = AnyRouter

/** Builds the routes of a portal out of its areas: every page is fetched when it is gone to. */
export function buildRouter(portal: Portal, api: Api, client: QueryClient): PortalRouter {
  const root = createRootRoute({ component: Outlet, notFoundComponent: LostPage })
  const inside = createRoute({
    getParentRoute: () => root,
    id: 'inside',
    beforeLoad: ({ location }) => requireSession(api, client, location),
    component: () => <SignedInFrame portal={portal} />,
    notFoundComponent: LostPage,
  })
  const pages = portal.areas.flatMap(({ pages: own, needs = {} }) =>
    own.map((page) => {
      const needed = needs[page.path]
      return needed ? guarded(page, needed) : page
    }),
  )
  const tree = root.addChildren([
    ...publicPages(root, portal),
    inside.addChildren([
      ...pages.map((page) => routeOf(inside, page)),
      createRoute({ getParentRoute: () => inside, path: '$', component: LostPage }),
    ]),
  ])
  return createRouter({
    routeTree: tree,
    basepath: portal.basePath,
    parseSearch: parseQuery,
    stringifySearch: (values) => printQuery(values as QueryValues),
    defaultPreload: false,
    defaultPendingMs: 200,
    defaultErrorComponent: FailedPage,
    defaultNotFoundComponent: LostPage,
    scrollRestoration: true,
    context: {},
  }) as unknown as PortalRouter
}

function publicPages(root: AnyRoute, portal: Portal): AnyRoute[] {
  const own: AreaPage[] = [
    {
      path: '/sign-in',
      title: 'Sign in',
      load: () =>
        import('../session/SignInPage.tsx').then(({ SignInPage }) => () => <SignInPage portal={portal} />),
    },
    {
      path: '/forgotten-password',
      title: 'Forgotten password',
      load: () =>
        import('../session/ForgottenPage.tsx').then(({ ForgottenPage }) => () => (
          <ForgottenPage portal={portal} />
        )),
    },
    {
      path: '/welcome',
      title: 'Choose a password',
      load: () =>
        import('../session/WelcomePage.tsx').then(({ WelcomePage }) => () => <WelcomePage portal={portal} />),
    },
    {
      path: '/change-password',
      title: 'Choose a new password',
      load: () =>
        import('../session/ChangePasswordPage.tsx').then(({ ChangePasswordPage }) => () => (
          <ChangePasswordPage portal={portal} />
        )),
    },
  ]
  return [...own, ...(portal.publicPages ?? [])].map((page) => routeOf(root, page))
}

/** A page that says so where its reader holds none of the permissions. */
function guarded(page: AreaPage, needed: readonly string[]): AreaPage {
  const load = async () => {
    const Page = await page.load()
    return function Guarded() {
      const session = useSession()
      return needed.some(session.may) ? <Page /> : <NotPermittedPage title={page.title} />
    }
  }
  return { ...page, load }
}

function routeOf(parent: AnyRoute, page: AreaPage): AnyRoute {
  return createRoute({
    getParentRoute: () => parent,
    path: page.path,
    component: lazyRouteComponent(() => page.load().then((component) => ({ default: component as never }))),
  }) as unknown as AnyRoute
}

/** Lets nobody in without a session; the sign-in page leads back here. */
async function requireSession(
  api: Api,
  client: QueryClient,
  location: { pathname: string; searchStr: string },
) {
  const known = client.getQueryData<Session>(['session'])
  const session = known ?? (await loadSession(api, client, location))
  if (session.mustChangePassword) redirect({ to: '/change-password', throw: true })
}

async function loadSession(api: Api, client: QueryClient, location: { pathname: string; searchStr: string }) {
  try {
    const session = await client.fetchQuery({
      queryKey: ['session'],
      queryFn: () => fetchSession(api),
      staleTime: 0,
    })
    setReader({ locale: session.locale, timeZone: session.timeZone || deviceZone() })
    return session
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'password-change-required') {
      redirect({ to: '/change-password', throw: true })
    }
    if (error instanceof ApiProblem && error.status === 401) {
      const next = location.pathname + location.searchStr
      redirect({ to: '/sign-in', search: (next === '/' ? {} : { next }) as never, throw: true })
    }
    throw error
  }
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useApi } from '../data/api-context.tsx'
import { endSession, fetchSession } from '../session/session-calls.ts'
import { holds, SessionProvider, type Session, type SessionValue } from '../session/session.ts'
import { Shell } from '../shell/Shell.tsx'
import type { Portal } from './portal.ts'

/** Everything behind the sign-in: the session for all pages, and the frame around them. */
export function SignedInFrame({ portal }: { readonly portal: Portal }) {
  const session = useSessionValue()
  const entries = useMemo(() => portal.areas.flatMap((area) => area.nav), [portal])
  const searches = useMemo(() => portal.areas.flatMap((area) => area.searches ?? []), [portal])
  if (!session) return null
  return (
    <SessionProvider value={session}>
      <Shell
        brand={portal.brand}
        groups={portal.groups}
        entries={entries}
        searches={searches}
        profileTo={portal.profileTo}
      />
    </SessionProvider>
  )
}

function useSessionValue(): SessionValue | null {
  const api = useApi()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { data } = useQuery<Session>({
    queryKey: ['session'],
    queryFn: () => fetchSession(api),
    staleTime: 60_000,
  })
  return useMemo(() => {
    if (!data) return null
    return {
      ...data,
      may: (permission) => holds(data.permissions, permission),
      signOut: () => {
        void endSession(api).finally(() => {
          client.clear()
          void navigate({ to: '/sign-in' })
        })
      },
    }
  }, [data, api, client, navigate])
}

import type { OutputOf } from '@tallystick/api/client.ts'
import type { getSalesFigures } from '@tallystick/entitlements/contracts.ts'
import type { getLicenseFigures } from '@tallystick/fulfillments/contracts.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import type { Area, TodayFigure } from '@tallystick/kit/portal/area.ts'
import { useSession } from '@tallystick/kit/session/session.ts'
import { useQueries, useQuery } from '@tanstack/react-query'
import { todayInUtc } from './spans.ts'
import { countFailed, failedNeed, licenseNeeds, salesNeeds, type Need } from './needs.ts'

interface Figures {
  readonly sales: OutputOf<typeof getSalesFigures> | undefined
  readonly licenses: OutputOf<typeof getLicenseFigures> | undefined
}

/** Gathers what calls for action: failed work, what the figures say, and what the rooms add. */
export function useNeeds(areas: readonly Area[], { sales, licenses }: Figures) {
  const today = todayInUtc()
  const jobs = useFailed('jobs', 'jobs.view', today)
  const mails = useFailed('mails', 'mails.view', today)
  const rooms = useRooms(areas)
  const { may } = useSession()
  const all: readonly Need[] = [
    ...(jobs.data ? [failedNeed('jobs', jobs.data, today)] : []),
    ...(mails.data ? [failedNeed('mails', mails.data, today)] : []),
    ...(licenses ? licenseNeeds(licenses) : []),
    ...(sales ? salesNeeds(sales) : []),
  ]
  const own = all.filter(({ permission }) => may(permission))
  const needs = [...own, ...rooms.needs.filter(({ label }) => !own.some((one) => one.label === label))]
  const isWaiting = jobs.isLoading || mails.isLoading || rooms.isWaiting
  return { needs, isComplete: !isWaiting && sales !== undefined && licenses !== undefined }
}

function useFailed(kind: 'jobs' | 'mails', permission: string, today: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['failed', kind, today],
    queryFn: ({ signal }) => countFailed(api, kind, today, signal),
    enabled: useSession().may(permission),
    staleTime: 30_000,
  })
}

function useRooms(areas: readonly Area[]) {
  const api = useApi()
  const session = useSession()
  const figures: readonly TodayFigure[] = areas
    .flatMap((area) => area.today ?? [])
    .filter(({ permission }) => session.may(permission))
  const results = useQueries({
    queries: figures.map((figure) => ({
      queryKey: ['today', figure.label],
      queryFn: ({ signal }: { signal: AbortSignal }) => figure.count(api, signal),
      staleTime: 30_000,
    })),
  })
  const needs = figures.map((figure, at): Need => ({
    key: figure.label,
    count: results[at]?.data ?? 0,
    isExact: true,
    label: figure.label,
    hint: '',
    meaning: 'info',
    to: figure.to,
    permission: figure.permission,
  }))
  return { needs, isWaiting: results.some(({ isLoading }) => isLoading) }
}

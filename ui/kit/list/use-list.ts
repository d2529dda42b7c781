import type { ListQuestion } from '@tallystick/api/client.ts'
import { printCondition, type Condition, type ListContract } from '@tallystick/kernel/list/define.ts'
import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { QueryValues } from '../portal/address.ts'
import { appearance } from '../portal/appearance.ts'
import { useSession } from '../session/session.ts'
import { readStored, writeStored } from '../shell/preferences.ts'
import { printListState, readListState, usualLimitOf, type ListState } from './list-address.ts'

/** The state of a list and the ways to change it. */
export interface ListControl {
  readonly state: ListState
  /** Replaces all conditions; begins at page 1. */
  readonly search: (where: readonly Condition[]) => void
  readonly sortBy: (column: string) => void
  readonly showRows: (limit: number) => void
  readonly next: (after: string) => void
  readonly previous: () => void
  readonly first: () => void
}

/** Marks of the pages that were gone through, kept with the entry of the browser's history. */
interface Trail {
  readonly listTrail?: readonly (string | null)[]
}

/**
 * Keeps a list's state in the address of the open page; other keys of the address stay as they are. The page size
 * is remembered for the user besides.
 */
export function useListControl(list: ListContract): ListControl {
  const query = useSearch({ strict: false }) as QueryValues
  const navigate = useNavigate()
  const trail = useRouterState({ select: (router) => (router.location.state as Trail).listTrail ?? NO_TRAIL })
  const place = `tally.page-size.${useSession().userName}`
  const [kept, setKept] = useState(() => readStored<number>(place))
  const { pageSize } = appearance()
  return useMemo(() => {
    const state = readListState(list, query, usualLimitOf(query, kept, pageSize))
    const go = (
      change: Partial<ListState>,
      listTrail: readonly (string | null)[] = NO_TRAIL,
      replace = false,
    ) => {
      const next = { ...state, ...change }
      const search = { ...query, ...printListState(list, next, pageSize) }
      void navigate({
        to: '.',
        search: search as never,
        state: { listTrail } as never,
        replace,
        resetScroll: false,
      })
    }
    return {
      state,
      search: (where) => go({ where, ...FIRST_PAGE }),
      sortBy: (column) => go({ sort: state.sort === column ? `-${column}` : column, ...FIRST_PAGE }),
      showRows: (limit) => {
        writeStored(place, limit)
        setKept(limit)
        go({ limit, ...FIRST_PAGE })
      },
      next: (after) => go({ after, page: state.page + 1 }, [...trail, state.after]),
      previous: () => {
        const after = trail.at(-1) ?? null
        go({ after, page: after === null ? 1 : state.page - 1 }, trail.slice(0, -1))
      },
      first: () => go(FIRST_PAGE),
    }
  }, [list, query, navigate, trail, kept, pageSize, place])
}

const NO_TRAIL: readonly (string | null)[] = []
const FIRST_PAGE = { after: null, page: 1 } as const

/** The state as a question to the API. */
export function questionOf(
  state: ListState,
  params: Readonly<Record<string, unknown>> | undefined,
): ListQuestion {
  return {
    where: state.where.map(printCondition),
    sort: state.sort,
    limit: state.limit,
    total: true,
    ...(state.after === null ? {} : { after: state.after }),
    ...(params ? { params } : {}),
  }
}

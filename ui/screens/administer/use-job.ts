import { getJob } from '@tallystick/kernel/jobs/jobs.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { useState } from 'react'

/** Whether work in this state goes on by itself. */
export function isUnfinished(state: string): boolean {
  return state === 'waiting' || state === 'running'
}

/**
 * Looks at long work again and again while it waits or runs. `useLook` reads it, every so many milliseconds or no
 * longer; `stateOf` is undefined until there is an answer.
 */
export function useLongWork<Query>(
  useLook: (every: number | false) => Query,
  stateOf: (query: Query) => string | undefined,
  every = 1000,
): { readonly query: Query; readonly isOpen: boolean } {
  const [isOpen, setOpen] = useState(true)
  const query = useLook(isOpen ? every : false)
  const state = stateOf(query)
  const isStillOpen = state === undefined ? isOpen : isUnfinished(state)
  if (isStillOpen !== isOpen) setOpen(isStillOpen)
  return { query, isOpen }
}

/** A job, looked at again while it waits or runs. */
export function useJob(job: string, every = 1000) {
  return useLongWork(
    (often) => useOperation(getJob, { job }, { every: often }),
    ({ data }) => data?.state,
    every,
  )
}

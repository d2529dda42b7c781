import { useSyncExternalStore } from 'react'

const STEP_MS = 30_000

/** The present in milliseconds, in steps of half a minute: texts like "3 minutes ago" follow it. */
export function useNow(): number {
  return useSyncExternalStore(follow, () => Math.floor(Date.now() / STEP_MS) * STEP_MS)
}

function follow(listener: () => void): () => void {
  const timer = setInterval(listener, STEP_MS)
  return () => clearInterval(timer)
}

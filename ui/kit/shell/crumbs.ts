import { useEffect, useSyncExternalStore } from 'react'
import { producerName } from '../portal/appearance.ts'

/** One step of the way from the front page to here. Without `to` it is where we are. */
export interface Crumb {
  readonly label: string
  readonly to?: string
}

let trail: readonly Crumb[] = []
const listeners = new Set<() => void>()

/** The way to the open page, for the bar on top. */
export function useTrail(): readonly Crumb[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => trail,
  )
}

/** Says where the open page stands, and names the window: `Editor 2026 · Products · Gearwright`. Called by page headers. */
export function useCrumbs(crumbs: readonly Crumb[]): void {
  const text = JSON.stringify(crumbs)
  useEffect(() => {
    trail = JSON.parse(text) as Crumb[]
    document.title = [...trail]
      .reverse()
      .map((crumb) => crumb.label)
      .concat(producerName())
      .join(' · ')
    for (const listener of listeners) listener()
  }, [text])
}

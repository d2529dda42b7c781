/** A result that was just reached, as the live region and the note at the edge say it. */
export interface Announcement {
  readonly text: string
  readonly at: number
}

let latest: Announcement = { text: '', at: 0 }
const listeners = new Set<() => void>()

/** Tells everybody what just happened: read out by screen readers, shown for some seconds. Never for refusals. */
export function announce(text: string): void {
  latest = { text, at: Date.now() }
  for (const listener of listeners) listener()
}

/** Follows announcements; for `useSyncExternalStore`. */
export function followAnnouncements(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The newest announcement; empty before the first. */
export function latestAnnouncement(): Announcement {
  return latest
}

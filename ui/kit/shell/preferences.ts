import { useSyncExternalStore } from 'react'

/** What a reader likes, kept in this browser. */
export interface Preferences {
  readonly density: 'compact' | 'roomy' | null
  readonly contrast: 'more' | 'normal'
  readonly isNavClosed: boolean
  readonly closedGroups: readonly string[]
}

const KEY = 'tally.preferences'
const FIRST: Preferences = { density: null, contrast: 'normal', isNavClosed: false, closedGroups: [] }
const listeners = new Set<() => void>()
let current: Preferences = { ...FIRST, ...readStored<Partial<Preferences>>(KEY) }

/** The reader's preferences; the page follows changes at once. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(follow, () => current)
}

/** Changes some preferences and keeps them. */
export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  writeStored(KEY, current)
  for (const listener of listeners) listener()
}

function follow(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Reads a value that this browser keeps; null when there is none or it cannot be read. */
export function readStored<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(key)
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}

/** Keeps a value in this browser; null forgets it. A full or forbidden store is no reason to fail. */
export function writeStored(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Private windows may forbid it; the page works without.
  }
}

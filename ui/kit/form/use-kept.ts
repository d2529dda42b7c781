import { useEffect, useState, type Dispatch, type SetStateAction } from 'react'

/**
 * Like `useState`, for what somebody types into a wizard: it is still there after a reload of this tab, and forgotten
 * when the page is left, or when `isOver` says that it has been carried out. The value has to survive JSON.
 */
export function useKept<T>(
  name: string,
  begin: () => T,
  isOver = false,
): readonly [T, Dispatch<SetStateAction<T>>] {
  const [value, setValue] = useState<T>(() => readKept<T>(name) ?? begin())
  useEffect(() => writeKept(name, isOver ? null : value), [name, value, isOver])
  // A reload does not come by here: only somebody who goes to another page does.
  useEffect(() => () => writeKept(name, null), [name])
  return [value, setValue]
}

function readKept<T>(name: string): T | null {
  try {
    const text = sessionStorage.getItem(keyOf(name))
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}

/** A browser that forbids it loses nothing but the comfort. */
function writeKept(name: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(keyOf(name))
    else sessionStorage.setItem(keyOf(name), JSON.stringify(value))
  } catch {
    // Private windows may forbid it.
  }
}

function keyOf(name: string): string {
  return `tally.kept:${name}`
}

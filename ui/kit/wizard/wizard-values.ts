import { useEffect, useState } from 'react'

/** Values of a wizard that survive a reload: kept in this tab until `forget`. */
export interface WizardValues<T> {
  readonly values: T
  /** Changes some of the values. */
  readonly set: (change: Partial<T>) => void
  /** Begins anew, after the act or when the reader gives up. */
  readonly forget: () => void
  readonly isChanged: boolean
}

/** Keeps the values of the wizard `key` for as long as the browser's tab is open. They must be plain JSON. */
export function useWizardValues<T extends object>(key: string, first: T): WizardValues<T> {
  const place = `tally.wizard.${key}`
  const [start] = useState(first)
  const [values, setValues] = useState<T>(() => readKept(place, start))
  useEffect(() => {
    if (values === start) sessionStorage.removeItem(place)
    else sessionStorage.setItem(place, JSON.stringify(values))
  }, [place, values, start])
  return {
    values,
    set: (change) => setValues((before) => ({ ...before, ...change })),
    forget: () => setValues(start),
    isChanged: values !== start,
  }
}

function readKept<T extends object>(place: string, start: T): T {
  try {
    const text = sessionStorage.getItem(place)
    return text === null ? start : { ...start, ...(JSON.parse(text) as Partial<T>) }
  } catch {
    return start
  }
}

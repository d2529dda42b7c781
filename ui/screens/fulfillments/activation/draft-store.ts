import type { ActivationDraft } from './draft.ts'

/** Where a draft waits: for this browser tab only, by the line items it is for. */
function keyOf(lineItems: readonly string[]): string {
  return `tally.activation:${[...lineItems].sort((a, b) => (a < b ? -1 : 1)).join(',')}`
}

/** The draft that was left behind, for example by a reload; null when there is none. */
export function readDraft(lineItems: readonly string[]): ActivationDraft | null {
  try {
    const text = sessionStorage.getItem(keyOf(lineItems))
    return text === null ? null : (JSON.parse(text) as ActivationDraft)
  } catch {
    return null
  }
}

/** Keeps a draft; null forgets it. A browser that forbids it loses nothing but the comfort. */
export function writeDraft(lineItems: readonly string[], draft: ActivationDraft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(keyOf(lineItems))
    else sessionStorage.setItem(keyOf(lineItems), JSON.stringify(draft))
  } catch {
    // Private windows may forbid it.
  }
}

import { useEffect, useState } from 'react'

/** Milliseconds after which the page has drawn what the act has changed, and a dialog has let the focus go. */
const SETTLED_MS = 50

/**
 * For dialogs that are mounted only while they are open: when one goes, the focus returns to what had opened it, or to
 * the heading of the page when that is gone or has become disabled. Somebody with a keyboard or a screen reader would
 * otherwise begin at the top of the page again.
 */
export function useReturnedFocus(): void {
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement === null || document.activeElement === document.body) giveFocus(opener)
      }, SETTLED_MS)
    },
    [opener],
  )
}

function giveFocus(opener: Element | null): void {
  if (opener instanceof HTMLElement && opener !== document.body && opener.isConnected) {
    opener.focus({ preventScroll: true })
    if (document.activeElement === opener) return
  }
  const heading = document.querySelector<HTMLElement>('main h1')
  heading?.setAttribute('tabindex', '-1')
  heading?.focus({ preventScroll: true })
}

/** The same for a dialog that is always mounted: stands beside it while it is open. */
export function ReturnedFocus(): null {
  useReturnedFocus()
  return null
}

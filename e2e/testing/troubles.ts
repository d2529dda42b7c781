import type { Page } from 'playwright-core'

/** Collects what should never happen on a page: errors in its console, requests that leave its origin. */
export function watch(page: Page, origin: string): readonly string[] {
  const troubles: string[] = []
  const note = (what: string) => troubles.push(`${new URL(page.url()).pathname}: ${what}`)
  page.on('console', (message) => {
    if (message.type() === 'error') note(message.text())
  })
  page.on('pageerror', (error) => note(error.message))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) && url.origin !== origin)
      note(`asks ${url.href}`)
  })
  return troubles
}

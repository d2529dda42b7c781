import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** The words that are announced to everybody, screen readers included, after an act. */
export function announced(page: Page, words: string | RegExp): Promise<void> {
  return page.getByRole('status').filter({ hasText: words }).first().waitFor()
}

/** Waits for the heading of a page. */
export function heading(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('heading', { level: 1, name }).waitFor()
}

/** Waits until a refusal with these words stands on the page, and answers its text. */
export async function refused(place: Page | Locator, words: string | RegExp): Promise<string> {
  const notice = place.getByRole('alert').filter({ hasText: words }).first()
  await notice.waitFor()
  return notice.innerText()
}

/** Waits until a question about the page has the answer that is expected. */
export async function eventually<T>(ask: () => Promise<T>, expected: T): Promise<void> {
  await expect.poll(ask, { timeout: 15_000, interval: 50 }).toEqual(expected)
}

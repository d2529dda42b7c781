import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, inject } from 'vitest'
import { browserLaunch } from '../../tools/browser.ts'
import type { SignIn } from './running-portals.ts'

/** The back office of this run. */
export const portals = inject('portals')

/** Longest wait for anything on a page, in milliseconds. */
const PATIENCE_MS = 15_000

type Session = Awaited<ReturnType<BrowserContext['storageState']>>

/** The browser of one test file. */
export interface TestBrowser {
  /** A window of its own, signed in as somebody, or as nobody with null. Closed when the test ends. */
  readonly window: (who: SignIn | null, options?: BrowserContextOptions) => Promise<Page>
}

/** Opens a browser for the tests of a file; saves a picture of every window when a test fails. */
export function useBrowser(): TestBrowser {
  let browser: Browser | null = null
  const windows: BrowserContext[] = []
  const sessions = new Map<string, Session>()
  beforeAll(async () => {
    browser = await chromium.launch(browserLaunch())
  })
  afterEach(async ({ task }) => {
    const isFailed = task.result?.state === 'fail'
    for (const [at, context] of windows.splice(0).entries()) {
      if (isFailed) await picture(context, `${task.name.replaceAll(/[^\w]+/g, '-').slice(0, 80)}-${at}`)
      await context.close()
    }
  })
  afterAll(async () => {
    await browser?.close()
  })
  const open = async (options: BrowserContextOptions): Promise<BrowserContext> => {
    if (browser === null) throw new Error('The browser is not open yet.')
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
      ...options,
    })
    context.setDefaultTimeout(PATIENCE_MS)
    windows.push(context)
    return context
  }
  return {
    window: async (who, options = {}) => {
      const known = who === null ? null : sessions.get(who.userName)
      if (who === null || known) {
        return (await open({ ...options, ...(known ? { storageState: known } : {}) })).newPage()
      }
      const context = await open(options)
      const page = await context.newPage()
      await signIn(page, who)
      sessions.set(who.userName, await context.storageState())
      return page
    },
  }
}

/** Address of a page below the portal of a user: `addressOf(admin, '/products')`. */
export function addressOf({ portal }: Pick<SignIn, 'portal'>, path: string): string {
  return `${portals.url}/${portal === 'producer' ? 'producer' : 'portal'}${path}`
}

/** Signs in through the sign-in page and waits for the first page. */
export async function signIn(page: Page, who: SignIn): Promise<void> {
  await page.goto(addressOf(who, '/sign-in'))
  await fillSignIn(page, who)
  await page.getByRole('button', { name: /^User menu/ }).waitFor()
}

/** Fills the sign-in page that is open, and presses its button. */
export async function fillSignIn(
  page: Page,
  { userName, password }: { readonly userName: string; readonly password: string },
): Promise<void> {
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel(/^Password/).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function picture(context: BrowserContext, name: string): Promise<void> {
  mkdirSync(portals.failures, { recursive: true })
  for (const [at, page] of context.pages().entries()) {
    const path = join(portals.failures, `${name}-${at}.png`)
    await page.screenshot({ path, fullPage: true }).then(
      () => console.log(`Picture of the failure: ${path}`),
      () => undefined,
    )
  }
}

import axe, { type AxeResults, type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { addressOf, portals, useBrowser } from './testing/browser.ts'
import type { SignIn } from './testing/running-portals.ts'
import { watch } from './testing/troubles.ts'

declare global {
  interface Window {
    axe: typeof axe
  }
}

/** WCAG 2.2, levels A and AA. */
const EVERYTHING: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
  preload: false,
}
/** What another colour scheme can change. */
const COLOURS: RunOptions = { ...EVERYTHING, runOnly: { type: 'rule', values: ['color-contrast'] } }

/** How every page is looked at. */
const LOOKS = [
  { name: 'light', scheme: 'light', width: 1440, height: 900, rules: EVERYTHING },
  { name: 'dark', scheme: 'dark', width: 1440, height: 900, rules: COLOURS },
  { name: 'narrow', scheme: 'light', width: 390, height: 844, rules: EVERYTHING },
] as const

/** Pages before the sign-in. */
const DOORS = ['/sign-in', '/forgotten-password', '/welcome?token=none', '/nowhere']

describe('every page can be used by everybody', () => {
  const browser = useBrowser()

  test.each([
    { name: 'producer portal', who: portals.admin, least: 60 },
    { name: 'end-user portal', who: portals.customer, least: 20 },
  ])(
    '[NAV-04] $name: WCAG 2.2 AA in light, dark and narrow, no error, nothing from elsewhere',
    { timeout: 1_200_000 },
    async ({ who, least }) => {
      // Two windows side by side, because looking through a page keeps one core busy.
      const windows = [await browser.window(who), await browser.window(who)]
      const troubles = windows.map((page) => watch(page, portals.url))
      const found: string[] = []
      const seen = new Set<string>()
      const waiting = await navigationOf(windows[0] as Page, who)
      expect(waiting.length).toBeGreaterThan(3)
      while (waiting.length > 0) {
        const addresses = takeNew(waiting, seen, windows.length)
        const rounds = addresses.map(async (address, at) => {
          const page = windows[at] as Page
          found.push(...(await problemsAt(page, address)))
          waiting.push(...(await onwardFrom(page)))
        })
        await Promise.all(rounds)
      }
      expect([...found, ...troubles.flat()]).toEqual([])
      expect(seen.size).toBeGreaterThanOrEqual(least)
    },
  )

  test('[NAV-04] the pages before the sign-in, too', { timeout: 300_000 }, async () => {
    const page = await browser.window(null)
    const found: string[] = []
    for (const who of [portals.admin, portals.customer]) {
      for (const path of DOORS) found.push(...(await problemsAt(page, addressOf(who, path))))
    }
    expect(found).toEqual([])
  })
})

/** What the navigation leads to, for a user who may do everything that the portal has. */
async function navigationOf(page: Page, who: SignIn): Promise<string[]> {
  await page.goto(addressOf(who, '/'))
  await settled(page)
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link')
  return links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
}

/** From a list to one record and the form for a new one; from a record to its form and to its activation. */
async function onwardFrom(page: Page): Promise<string[]> {
  const links = await page.evaluate(() => {
    const ways = ['main .t-page-actions a[href]', 'main tbody td a[href], main .t-cards a[href]']
    return ways.flatMap((way) => {
      const link = document.querySelector<HTMLAnchorElement>(way)
      return link && link.host === location.host ? [link.href] : []
    })
  })
  const { origin, pathname } = new URL(page.url())
  const isEditable = (await page.getByRole('button', { name: 'Edit', exact: true }).count()) > 0
  return [...links, ...(isEditable ? [`${origin}${pathname}/edit`] : []), ...wizardsOf(origin, pathname)]
}

/** The pages that lead on from a record: `acts` below it, `wizards` of the portal that are told its key. */
const ONWARD: readonly { readonly of: RegExp; readonly acts: string[]; readonly wizards: string[] }[] = [
  {
    of: /^(\/portal)\/entitlements\/([\da-f-]{36})$/,
    acts: ['split', 'transfer', 'email'],
    wizards: ['/activate?items='],
  },
  { of: /^(\/producer)\/entitlements\/([\da-f-]{36})$/, acts: ['transfer'], wizards: ['/certificates/'] },
  {
    of: /^(\/producer)\/line-items\/([\da-f-]{36})$/,
    acts: ['split', 'transfer', 'email'],
    wizards: ['/line-items/change?kind=renewal&items=', '/line-items/change?kind=upgrade&items='],
  },
  {
    of: /^(\/\w+)\/licenses\/([\da-f-]{36})$/,
    acts: ['return', 'repair', 'rehost', 'upgrade', 'emergency', 'stop-gap', 'publisher-error'],
    wizards: [],
  },
  {
    of: /^(\/\w+)\/hosts\/([\da-f-]{36})$/,
    acts: ['release', 'transfer-licenses'],
    wizards: ['/transfer-hosts?hosts=', '/batch-rehost?host=', '/redeem-key?from='],
  },
]

function wizardsOf(origin: string, pathname: string): string[] {
  return ONWARD.flatMap(({ of, acts, wizards }) => {
    const found = of.exec(pathname)
    if (!found) return []
    return [
      ...acts.map((act) => `${origin}${pathname}/${act}`),
      ...wizards.map((address) => `${origin}${found[1]}${address}${found[2]}`),
    ]
  })
}

/** The next addresses of kinds that were not looked at yet; they count as seen from now on. */
function takeNew(waiting: string[], seen: Set<string>, most: number): string[] {
  const taken: string[] = []
  while (taken.length < most) {
    const address = waiting.shift()
    if (address === undefined) break
    if (seen.has(kindOf(address))) continue
    seen.add(kindOf(address))
    taken.push(address)
  }
  return taken
}

/** Records of one kind look alike: their keys are left out of the address. */
function kindOf(address: string): string {
  return new URL(address).pathname.replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, '$id').replace(/(.)\/$/, '$1')
}

/** Ten rows of a list show everything that twenty would. */
function withFewRows(address: string): string {
  const url = new URL(address)
  if (url.search === '') url.searchParams.set('limit', '10')
  return url.href
}

/** Every violation of a page in every look, as a line that says where. */
async function problemsAt(page: Page, address: string): Promise<string[]> {
  const problems: string[] = []
  const [first] = LOOKS
  await page.setViewportSize({ width: first.width, height: first.height })
  await page.emulateMedia({ colorScheme: first.scheme })
  await page.goto(withFewRows(address))
  await settled(page)
  await page.evaluate(axe.source)
  for (const { name, scheme, width, height, rules } of LOOKS) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width, height })
    await settled(page)
    const place = `${kindOf(address)} (${name})`
    const headings = await page.locator('h1').count()
    if (headings !== 1) problems.push(`${place}: ${headings} h1`)
    for (const { id, nodes } of await violationsOf(page, rules)) {
      problems.push(
        ...nodes.slice(0, 3).map((node) => `${place}: ${id} at ${node.target.join(' ')} ${node.html}`),
      )
    }
  }
  return problems
}

function violationsOf(page: Page, rules: RunOptions): Promise<AxeResults['violations']> {
  return page.evaluate(async (options) => (await window.axe.run(document, options)).violations, rules)
}

/** Waits until a page has its heading, and nothing on it is still on its way. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(
    () => document.querySelector('[aria-busy=true], .mantine-Skeleton-root') === null,
  )
  // What turns for ever, or stands still, has no end to wait for.
  await page.waitForFunction(() =>
    document.getAnimations().every((one) => {
      return one.playState !== 'running' || one.effect?.getComputedTiming().endTime === Infinity
    }),
  )
}

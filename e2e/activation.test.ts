import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInToApi, type TestApi } from './testing/api.ts'
import { addressOf, portals, useBrowser } from './testing/browser.ts'
import { announced, eventually, heading } from './testing/expect-page.ts'

interface Item {
  readonly id: string
  readonly activationId: string
  readonly available: number
}

interface Found<Row> {
  readonly rows: readonly Row[]
}

const WAITING =
  '/v1/line-items?limit=100&superseded=hide&where=licenseModel.equals:Floating&where=state.in:deployed'
const FLOATING = '/entitlements?limit=100&where=licenseModel.equals:Floating'
const SERVER = '02A0E2E00001'
const TRIAD = ['02A0E2E00011', '02A0E2E00012', '02A0E2E00013']

describe('a customer activates what was bought', () => {
  const browser = useBrowser()
  const folder = mkdtempSync(join(tmpdir(), 'tallystick-e2e-files-'))
  let api: TestApi
  let items: readonly Item[]
  beforeAll(async () => {
    api = await signInToApi(portals.customer)
    const { rows } = await api.get<Found<Item>>(`${WAITING}&where=validity.in:unexpired`)
    items = rows.filter((row) => row.available >= 8).slice(0, 3)
    expect(items).toHaveLength(3)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test(
    '[ACT-01] [ACT-03] [ACT-04] [ACT-05] [ACT-08] [LIFE-01] [CERT-06] from two line items to files that verify',
    { timeout: 300_000 },
    async () => {
      const [first, second] = items as [Item, Item]
      const page = await browser.window(portals.customer)
      await page.goto(addressOf(portals.customer, FLOATING))
      for (const { activationId } of [first, second]) {
        await page.getByRole('row').filter({ hasText: activationId }).getByRole('checkbox').check()
      }
      await page.getByRole('button', { name: 'Activate 2 together' }).click()
      await heading(page, 'Activate 2 line items')
      const mailTo = page.getByRole('textbox', { name: 'Ship-to email' })
      await mailTo.fill('not an address')
      await next(page, 'Hosts')
      await eventually(() => mailTo.getAttribute('aria-invalid'), 'true')
      await mailTo.fill(portals.customer.userName)
      await next(page, 'Hosts')

      await nameHosts(page)
      await next(page, 'Counts')
      await count(page, first, SERVER).fill(String(first.available + 1))
      await next(page, 'Review')
      const refusal = page.getByRole('alert').filter({ hasText: String(first.available) })
      await refusal.first().waitFor()
      await count(page, first, SERVER).fill('2')
      await count(page, first, TRIAD.join(', ')).fill('3')
      await count(page, second, SERVER).fill('1')
      await next(page, 'Review')

      const before = await licensesOf(api, [first, second])
      await page.getByText('Verified: 3 licenses can be generated.').waitFor()
      await page.getByRole('button', { name: 'Verify' }).click()
      await page.getByText('Nothing has been written.').waitFor()
      expect(await licensesOf(api, [first, second])).toEqual(before)

      await page.getByRole('button', { name: 'Generate 3 licenses, 6 copies' }).click()
      await page.getByRole('heading', { name: '3 licenses generated' }).waitFor()
      const after = await licensesOf(api, [first, second])
      expect(after).toHaveLength(before.length + 3)
      await onTheResult(page, folder)
      await page.reload()
      await page.getByRole('heading', { name: '3 licenses generated' }).waitFor()
      await inTheList(page, after.find((code) => !before.includes(code)) ?? '')
    },
  )

  test('[ENT-01] [ACT-05] Back keeps what was typed, a reload goes on from there', async () => {
    const item = items[2] as Item
    const page = await browser.window(portals.customer)
    await page.goto(
      addressOf(portals.customer, `/entitlements?where=activationId.equals:${item.activationId}`),
    )
    await page.getByRole('table').getByRole('link').first().click()
    await page
      .getByRole('button', { name: /^Activate/ })
      .or(page.getByRole('link', { name: /^Activate/ }))
      .first()
      .click()
    await heading(page, /^Activate /)
    await next(page, 'Hosts')
    await addServer(page, 'Add license server', SERVER)
    await next(page, 'Counts')
    await count(page, item, SERVER).fill('4')
    await page.goBack()
    await page.getByRole('heading', { name: 'Hosts', level: 2 }).waitFor()
    await page.getByText(SERVER).first().waitFor()
    await page.goForward()
    expect(await count(page, item, SERVER).inputValue()).toBe('4')
    await page.reload()
    await page.getByText('You go on where you left.').waitFor()
    await page.getByRole('heading', { name: 'Counts', level: 2 }).waitFor()
    expect(await count(page, item, SERVER).inputValue()).toBe('4')
    await page.getByRole('button', { name: 'Start over' }).click()
    await page.getByRole('heading', { name: 'Settings', level: 2 }).waitFor()
    expect(await licensesOf(api, [item])).toEqual([])
  })
})

async function next(page: Page, step: string): Promise<void> {
  await page.getByRole('button', { name: `Next: ${step}` }).click()
}

/** The field for the copies of a line item on a host. */
function count(page: Page, { activationId }: Item, host: string) {
  return page.getByRole('textbox', { name: `Fulfill count of ${activationId} on ${host}` })
}

/** One server, after its value was refused with the rule, and three redundant ones. */
async function nameHosts(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add license server' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Host ID' }).fill('12345')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.getByText('Enter all 12 digits.').waitFor()
  await dialog.getByRole('textbox', { name: 'Host ID' }).fill(SERVER)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await announced(page, 'Host added.')
  await page.getByRole('button', { name: 'Add three redundant servers' }).click()
  for (const [at, value] of TRIAD.entries()) {
    await dialog.getByRole('textbox', { name: 'Host ID' }).nth(at).fill(value)
  }
  await dialog.getByRole('button', { name: 'Add the three servers' }).click()
  await dialog.waitFor({ state: 'detached' })
}

async function addServer(page: Page, button: string, value: string): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Host ID' }).fill(value)
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click()
}

/** Fulfillment IDs of the licenses of line items. */
async function licensesOf(api: TestApi, items: readonly Item[]): Promise<readonly string[]> {
  const codes: string[] = []
  for (const { activationId } of items) {
    const path = `/v1/fulfillments?limit=100&where=activationId.equals:${activationId}`
    const { rows } = await api.get<Found<{ fulfillmentCode: string }>>(path)
    codes.push(...rows.map((row) => row.fulfillmentCode))
  }
  return codes.sort()
}

/** Text, file and mail of a license that was just made. */
async function onTheResult(page: Page, folder: string): Promise<void> {
  const shown = await page.getByRole('region', { name: /^License / }).innerText()
  expect(shown).toMatch(/^(INCREMENT|FEATURE|PACKAGE|#|SERVER)/m)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save license file' }).click()
  expect((await download).suggestedFilename()).toBe('LicenseFile.lic')
  const file = join(folder, 'LicenseFile.lic')
  await (await download).saveAs(file)
  expect(readFileSync(file, 'utf8').trim()).toBe(shown.trim())
  expect(await verified(file)).toBe(0)
  const copy = join(folder, 'Changed.lic')
  writeFileSync(copy, readFileSync(file, 'utf8').replace(/(INCREMENT \w*)\w/, '$1X'))
  expect(readFileSync(copy, 'utf8')).not.toBe(readFileSync(file, 'utf8'))
  expect(await verified(copy)).toBe(1)

  const address = 'license.keeper@northwindmill.example'
  await page.getByRole('button', { name: 'Mail', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Mail license' })
  await dialog.getByLabel('To', { exact: true }).fill(address)
  await dialog.getByRole('button', { name: 'Send' }).click()
  await announced(page, `License mailed to ${address}.`)
  const producer = await signInToApi(portals.admin)
  expect(await producer.mailedTo(address, /(license)/i)).toMatch(/license/i)
}

/** The license is found in the list, and its page shows it. */
async function inTheList(page: Page, code: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Licenses', exact: true })
    .click()
  await heading(page, 'Licenses')
  await page.goto(addressOf(portals.customer, `/licenses?where=fulfillmentCode.equals:${code}`))
  await page.getByRole('table').getByRole('link').first().click()
  await page.getByRole('heading', { name: 'License text' }).waitFor()
  await page.getByText(code).first().waitFor()
}

/** Exit code of `tally license verify` with the keys of the server. */
function verified(file: string): Promise<number> {
  const cli = fileURLToPath(new URL('../apps/cli/main.ts', import.meta.url))
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, 'license', 'verify', file, '--server', portals.url], (error) => {
      resolve(error === null ? 0 : Number(error.code))
    })
  })
}

import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { signInToApi, type TestApi } from './testing/api.ts'
import { addressOf, portals, useBrowser } from './testing/browser.ts'
import { eventually, heading, refused } from './testing/expect-page.ts'

const { admin, customer } = portals

interface Account {
  readonly id: string
  readonly code: string
}
interface Sold {
  readonly lineItems: readonly { readonly id: string; readonly activationId: string }[]
}

const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click()
const shot = (page: Page, name: string) =>
  process.env['TALLYSTICK_SHOTS']
    ? page.screenshot({ path: `${process.env['TALLYSTICK_SHOTS']}/${name}.png`, fullPage: true })
    : null

describe('hosts and all that is on them', () => {
  const browser = useBrowser()
  let producer: TestApi
  let api: TestApi
  let own: Account

  beforeAll(async () => {
    producer = await signInToApi(admin)
    api = await signInToApi(customer)
    const { rows } = await api.get<{ rows: Account[] }>('/v1/accounts')
    own = rows[0] as Account
    const child = await producer.post<Account>('/v1/accounts', {
      code: 'FOUNDRY',
      name: 'Foundry Works',
      kind: 'customer',
    })
    await producer.post(`/v1/accounts/${own.id}/sub-accounts`, { subAccount: child.id })
  })

  /** Sells twenty copies to the customer, and activates them on a server. */
  async function licensed(server: string, copies = 20): Promise<string> {
    const sold = await producer.post<Sold>('/v1/entitlements', {
      soldTo: own.code,
      autoDeploy: true,
      lineItems: [
        {
          products: [{ product: 'Gearwright Draft@2026' }],
          licenseModel: 'Floating',
          copies: 20,
          term: { kind: 'date', expiresOn: '2030-12-31' },
        },
      ],
    })
    const activationId = sold.lineItems[0]?.activationId ?? ''
    const hosts = [{ servers: [{ type: 'ethernet', value: server }], copies }]
    await api.post('/v1/activations', { items: [{ lineItem: activationId, hosts }] })
    return activationId
  }

  async function addServer(page: Page, value: string): Promise<void> {
    await page.getByRole('button', { name: 'Add license server' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Host ID' }).fill(value)
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
  }

  test('[LIFE-09] a customer counts 20 copies out over two servers', { timeout: 120_000 }, async () => {
    const activationId = await licensed('02A0E2E60001')
    const page = await browser.window(customer)
    await page.goto(addressOf(customer, '/hosts'))
    await page.getByRole('button', { name: 'Batch rehost' }).click()
    await heading(page, 'Batch rehost')
    await next(page)
    await refused(page, 'Choose the account')
    const account = page.getByRole('combobox', { name: /^Account/ }).and(page.locator('input'))
    await account.click()
    await page.getByRole('option').first().waitFor()
    await page.getByRole('option', { name: `${own.code} (` }).click()
    await next(page)
    await page.getByRole('heading', { name: 'Final counts' }).waitFor()
    const cell = (host: string) =>
      page.getByRole('textbox', { name: new RegExp(`\\(${activationId}\\) on ${host}`) })
    expect(await cell('02A0E2E60001').inputValue()).toBe('20')
    await addServer(page, '02A0E2E60002')
    await cell('02A0E2E60001').fill('12')
    await next(page)
    await refused(page, '8 copies are missing')
    await cell('02A0E2E60002').fill('8')
    await shot(page, 'batch-rehost-grid')
    await next(page)
    await page.getByRole('heading', { name: 'Common attributes' }).waitFor()
    await shot(page, 'batch-rehost-attributes')
    await next(page)
    await page.getByText('Verified with the server: 1 license would end, 2 licenses would begin').waitFor()
    await shot(page, 'batch-rehost-review')
    for (let step = 0; step < 2; step += 1)
      await page.getByRole('button', { name: 'Back', exact: true }).click()
    expect(await cell('02A0E2E60002').inputValue()).toBe('8')
    await next(page)
    await next(page)
    await page.getByRole('button', { name: /^Generate \d+ license/ }).click()
    await page.getByRole('heading', { name: '2 licenses generated' }).waitFor()
    await shot(page, 'batch-rehost-done')
  })

  test(
    '[LIFE-10] [LIFE-08] a machine is replaced: all its licenses go to the new one',
    { timeout: 120_000 },
    async () => {
      await licensed('02A0E2E60011', 5)
      await licensed('02A0E2E60011', 3)
      const page = await browser.window(customer)
      await page.goto(addressOf(customer, '/hosts?where=label.contains:02A0E2E60011'))
      await page.getByRole('link', { name: '02A0E2E60011' }).click()
      await heading(page, '02A0E2E60011')
      await page.getByRole('button', { name: 'Save 2 license files' }).waitFor()
      await shot(page, 'host')
      await page.getByRole('button', { name: 'Transfer licenses', exact: true }).click()
      await heading(page, 'Transfer licenses')
      await next(page)
      await refused(page, 'Add the host that the licenses go to')
      await addServer(page, '02A0E2E60012')
      await page.getByRole('checkbox', { name: /^Consolidate/ }).check()
      await shot(page, 'transfer-licenses')
      await next(page)
      await page.getByText('2 licenses will begin in a single file').waitFor()
      await shot(page, 'transfer-licenses-review')
      await page.getByRole('button', { name: 'Transfer 2 licenses' }).click()
      await page.getByRole('heading', { name: '2 licenses generated' }).waitFor()
      await shot(page, 'transfer-licenses-done')

      await page.goto(addressOf(customer, '/hosts?where=state.in:inactive&where=label.contains:02A0E2E60011'))
      await page.getByRole('link', { name: '02A0E2E60011' }).waitFor()
      await shot(page, 'hosts-inactive')
    },
  )

  test(
    '[LIFE-08] hosts go to a related account as a job that tells of each, in both portals',
    { timeout: 120_000 },
    async () => {
      await licensed('02A0E2E60021', 4)
      await licensed('02A0E2E60022', 6)
      const page = await browser.window(customer)
      await page.goto(addressOf(customer, '/hosts?where=label.contains:02A0E2E6002'))
      for (const host of ['02A0E2E60021', '02A0E2E60022']) {
        await page
          .getByRole('row', { name: new RegExp(host) })
          .getByRole('checkbox')
          .check()
      }
      await page.getByRole('button', { name: 'Transfer hosts', exact: true }).click()
      await heading(page, 'Transfer hosts')
      await next(page)
      await refused(page, 'Choose the account')
      const field = page.getByRole('combobox', { name: /^Target account/ }).and(page.locator('input'))
      await field.click()
      await field.pressSequentially('FOUNDRY')
      await page.getByRole('option', { name: /FOUNDRY/ }).click()
      await shot(page, 'transfer-hosts')
      await next(page)
      await page.getByText('Verified with the server. Nothing has been written.').waitFor()
      await shot(page, 'transfer-hosts-review')
      await page.getByRole('button', { name: 'Transfer 2 hosts' }).click()
      await heading(page, /^Hosts to FOUNDRY/)
      await page.getByText('2 hosts transferred.').waitFor()
      await eventually(() => page.getByRole('cell', { name: 'Transferred' }).count(), 2)
      await shot(page, 'host-transfer-job')
      await page.emulateMedia({ colorScheme: 'dark' })
      await shot(page, 'host-transfer-job-dark')

      const { rows } = await producer.get<{ rows: { id: string }[] }>('/v1/host-transfers')
      const other = await browser.window(admin)
      await other.goto(addressOf(admin, '/host-transfers'))
      await heading(other, 'Host transfer jobs')
      await other
        .getByText(/FOUNDRY/)
        .first()
        .waitFor()
      await shot(other, 'host-transfer-jobs')
      await other.goto(addressOf(admin, `/host-transfers/${rows[0]?.id}`))
      await eventually(() => other.getByRole('cell', { name: 'Transferred' }).count(), 2)
    },
  )
})

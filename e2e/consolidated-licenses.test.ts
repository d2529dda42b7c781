import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { signInToApi, type TestApi } from './testing/api.ts'
import { addressOf, portals, useBrowser } from './testing/browser.ts'
import { announced, heading, refused } from './testing/expect-page.ts'

const { admin, customer } = portals

interface Item {
  readonly id: string
  readonly activationId: string
}
interface Issued {
  readonly id: string
  readonly fulfillmentCode: string
}

const [OLD, NEW, OTHER] = ['02A0E2EC0001', '02A0E2EC0002', '02A0E2EC0003'] as const
const shot = (page: Page, name: string) =>
  process.env['TALLYSTICK_SHOTS']
    ? page.screenshot({ path: `${process.env['TALLYSTICK_SHOTS']}/${name}.png`, fullPage: true })
    : null
const next = (page: Page, step: string) => page.getByRole('button', { name: `Next: ${step}` }).click()

describe('one file for each host', () => {
  const browser = useBrowser()
  let api: TestApi
  let account: string
  beforeAll(async () => {
    api = await signInToApi(admin)
    const own = await signInToApi(customer)
    const { rows } = await own.get<{ rows: { code: string }[] }>('/v1/accounts')
    account = rows[0]?.code ?? ''
  })

  async function sell(count: number): Promise<readonly Item[]> {
    const sale = await api.post<{ lineItems: readonly Item[] }>('/v1/entitlements', {
      parties: [{ tier: 'end-customer', account, isOwner: true }],
      autoDeploy: true,
      lineItems: Array.from({ length: count }, () => ({
        products: [{ product: 'Gearwright Draft@2026' }],
        licenseModel: 'Floating',
        copies: 10,
        startOption: 'specify-now',
        startsOn: '2026-01-01',
        term: { kind: 'date', expiresOn: '2030-12-31' },
      })),
    })
    return sale.lineItems
  }

  async function activate({ activationId }: Item, server: string): Promise<Issued> {
    const { licenses } = await api.post<{ licenses: readonly [Issued] }>('/v1/activations', {
      items: [
        { lineItem: activationId, hosts: [{ servers: [{ type: 'ethernet', value: server }], copies: 2 }] },
      ],
    })
    return licenses[0]
  }

  test(
    '[CERT-04] [ACT-02] several line items are activated together: one file for their server, unless not wanted',
    { timeout: 120_000 },
    async () => {
      const items = await sell(2)
      const page = await browser.window(customer)
      await page.goto(addressOf(customer, `/activate?items=${items.map(({ id }) => id).join(',')}`))
      await heading(page, 'Activate 2 line items')
      await next(page, 'Hosts')
      await addServer(page, 'Add license server', OLD)
      await next(page, 'Counts')
      for (const field of await page.getByRole('textbox', { name: /^Fulfill count|^Count/ }).all()) {
        await field.fill('1')
      }
      await next(page, 'Review')
      await page.getByText('One consolidated file joins those of one host.').waitFor()
      const box = page.getByRole('checkbox', { name: 'Consolidate' })
      await box.uncheck()
      await page.getByText('Verified: 2 licenses can be generated. Nothing has been written.').waitFor()
      await box.check()
      await page.getByText('One consolidated file joins those of one host.').waitFor()
      await shot(page, 'consolidate-review')

      await page.getByRole('button', { name: 'Generate 2 licenses, 2 copies' }).click()

      await page.getByRole('heading', { name: '2 licenses generated' }).waitFor()
      const files = page.getByRole('list', { name: 'Consolidated files' })
      await files.getByRole('link', { name: OLD }).waitFor()
      await shot(page, 'consolidate-made')
      await files.getByRole('link', { name: OLD }).click()
      await heading(page, OLD)
      await page.getByText('# fulfillment FID-').first().waitFor()
    },
  )

  test(
    '[LIFE-07] licenses are consolidated later, mailed, and rehosted together; what is alone or ended is said',
    { timeout: 180_000 },
    async () => {
      const [first, second, third] = (await sell(3)) as [Item, Item, Item]
      const together = [await activate(first, OLD), await activate(second, OLD)]
      const alone = await activate(third, OTHER)
      const page = await browser.window(customer)
      await chooseLicenses(page, [together[0] as Issued, alone])
      await page.getByRole('button', { name: 'Consolidate', exact: true }).click()
      await refused(page, /No two of these licenses share a host/)
      await page.getByRole('button', { name: 'Cancel' }).click()

      await chooseLicenses(page, [...together, alone])
      await page.getByRole('button', { name: 'Consolidate', exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText('One license is alone on its host').waitFor()
      await shot(page, 'consolidate-dialog')
      await dialog.getByRole('button', { name: 'Consolidate' }).click()
      await heading(page, OLD)
      await shot(page, 'consolidated-license')

      await page.getByRole('button', { name: 'Mail', exact: true }).click()
      await page.getByRole('textbox', { name: 'To', exact: true }).fill('it@northwind.example')
      await page.getByRole('button', { name: 'Send' }).click()
      await announced(page, /mailed to it@northwind/)
      await page.getByRole('tab', { name: /^Shipment records/ }).click()
      await shownAfterDelivery(page, 'it@northwind.example')
      await shot(page, 'consolidated-shipments')

      await page
        .getByRole('button', { name: 'Rehost' })
        .or(page.getByRole('link', { name: 'Rehost' }))
        .click()
      await heading(page, 'Rehost')
      const forward = () => page.getByRole('button', { name: 'Next', exact: true }).click()
      await forward()
      await refused(page, 'Add the host that the licenses go to.')
      await addServer(page, 'Add license server', OLD)
      await forward()
      await refused(page, /is on these hosts already/)
      await page.getByRole('button', { name: 'Go back and change it' }).click()
      await page.getByRole('button', { name: /^Remove/ }).click()
      await addServer(page, 'Add license server', NEW)
      await page.getByRole('textbox', { name: 'Mail the new licenses to' }).fill('it@northwind.example')
      await forward()
      await page.getByText('2 licenses will end, 2 licenses will begin in a single file.').waitFor()
      await page.getByRole('cell', { name: together[1]?.fulfillmentCode ?? '-' }).waitFor()
      await shot(page, 'consolidated-rehost')
      await page.emulateMedia({ colorScheme: 'dark' })
      await shot(page, 'consolidated-rehost-dark')
      await page.emulateMedia({ colorScheme: 'light' })
      await page.getByRole('button', { name: 'Back', exact: true }).click()
      await page.reload()
      await page.getByText(NEW).first().waitFor()
      const mailed = page.getByRole('textbox', { name: 'Mail the new licenses to' })
      expect(await mailed.inputValue()).toBe('it@northwind.example')
      await shot(page, 'consolidated-rehost-target')
      await forward()
      await page.getByRole('button', { name: 'Rehost 2 licenses' }).click()
      await heading(page, NEW)

      await page.goto(addressOf(customer, '/consolidated-licenses'))
      await heading(page, 'Consolidated licenses')
      await shot(page, 'consolidated-licenses')
      await page.getByRole('row').filter({ hasText: OLD }).first().getByRole('link').first().click()
      await page
        .getByText(/in it ended: Rehost/)
        .first()
        .waitFor()
      const { rows } = await api.get<{ rows: { state: string }[] }>(
        `/v1/consolidated-licenses?where=criteria.contains:${NEW}`,
      )
      expect(rows.map(({ state }) => state)).toEqual(['active'])
    },
  )
})

async function chooseLicenses(page: Page, licenses: readonly Issued[]): Promise<void> {
  await page.goto(addressOf(customer, '/licenses?limit=100'))
  for (const { fulfillmentCode } of licenses) {
    await page.getByRole('row').filter({ hasText: fulfillmentCode }).getByRole('checkbox').check()
  }
}

async function addServer(page: Page, button: string, value: string): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Host ID', { exact: true }).fill(value)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** A shipment is recorded when its event is delivered, which may take a moment. */
async function shownAfterDelivery(page: Page, text: string): Promise<void> {
  const cell = page.getByRole('cell', { name: text })
  await expect
    .poll(
      async () => {
        if (await cell.isVisible()) return true
        await page.reload()
        return cell.waitFor({ timeout: 2000 }).then(
          () => true,
          () => false,
        )
      },
      { timeout: 30_000 },
    )
    .toBe(true)
}

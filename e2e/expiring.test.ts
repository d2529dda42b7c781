import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { signInToApi, type TestApi } from './testing/api.ts'
import { addressOf, portals, useBrowser } from './testing/browser.ts'
import { announced, eventually, heading } from './testing/expect-page.ts'

const { admin, customer } = portals
const dayIn = (days: number) => Temporal.Now.plainDateISO('UTC').add({ days }).toString()

describe('what expires', () => {
  const browser = useBrowser()
  let api: TestApi
  let entitlement: { readonly id: string; readonly lineItems: readonly { readonly id: string }[] }

  beforeAll(async () => {
    api = await signInToApi(admin)
    await api.post('/v1/custom-attributes', {
      recordKind: 'maintenance-line-item',
      name: 'hours',
      label: 'Service hours',
      type: 'text',
      isVisibleInPortal: true,
    })
    const item = (activationId: string, days: number, more: object = {}) => ({
      activationId,
      products: [{ product: 'Gearwright Draft@2026' }],
      licenseModel: 'Floating',
      copies: 3,
      startsOn: '2025-01-01',
      term: { kind: 'date', expiresOn: dayIn(days) },
      ...more,
    })
    entitlement = await api.post('/v1/entitlements', {
      entitlementId: 'E2E-ENDS',
      soldTo: 'NORTHWIND',
      autoDeploy: true,
      lineItems: [
        item('E2E-ENDS-20', 20, { maintenance: ['E2E-ENDS-CARE'] }),
        item('E2E-ENDS-CARE', 25, {
          kind: 'maintenance',
          products: [{ product: 'Gearwright Care@1' }],
          licenseModel: null,
          copies: 1,
          customAttributes: { hours: '9 to 5' },
        }),
        item('E2E-ENDS-GONE', -4),
      ],
    })
  })

  test('[ENT-09] [ENT-10] are found, exported and asked for', { timeout: 120_000 }, async () => {
    const page = await browser.window(customer)
    await page.goto(addressOf(customer, '/expiring-entitlements'))
    await heading(page, 'Expiring entitlements')
    const rows = page.getByRole('table').getByRole('row')
    const search = page.getByRole('textbox', { name: /^Value of/ })
    await page.getByRole('combobox', { name: 'Search in' }).selectOption('Activation ID')
    await search.fill('E2E-ENDS')
    await search.press('Enter')
    await page.getByRole('heading', { name: /match/ }).waitFor()
    await search.fill('E2E-ENDS*')
    await search.press('Enter')
    await eventually(() => rows.count(), 3)
    expect(await rows.nth(1).innerText()).toMatch(/20[\s\S]*Subscription[\s\S]*Northwind Mill/)

    await page.getByRole('button', { name: /^Filter/ }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Expired' }).click()
    await eventually(() => rows.count(), 4)
    expect(await rows.nth(1).innerText()).toMatch(/[-−]4/)
    await page.getByRole('menuitemcheckbox', { name: 'Expiring' }).click()
    await eventually(() => rows.count(), 2)
    expect(await page.getByRole('menuitemcheckbox', { name: 'Expired' }).isDisabled()).toBe(true)
    await page.getByRole('menuitemcheckbox', { name: 'Expiring' }).click()
    await page.keyboard.press('Escape')
    await eventually(() => rows.count(), 4)

    await rows.filter({ hasText: 'E2E-ENDS-20' }).getByRole('checkbox').check()
    await rows.filter({ hasText: 'E2E-ENDS-GONE' }).getByRole('checkbox').check()
    const waiting = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export selected' }).click()
    const download = await waiting
    expect(download.suggestedFilename()).toBe('ExpiringEntitlements.csv')
    const csv = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n')
    expect(csv[0]).toContain('Days remaining')
    expect(csv.slice(1)).toHaveLength(2)

    await page.getByRole('button', { name: 'Request' }).click()
    await page.getByRole('dialog').getByText('2 line items').waitFor()
    await page.getByRole('button', { name: 'Send request' }).click()
    await announced(page, /request for 2 line items was mailed/)
    await api.mailedTo(customer.userName, /(E2E-ENDS-GONE[\s\S]*E2E-ENDS-20)/)
  })

  test(
    '[ENT-09] the front page counts what the page behind the count lists',
    { timeout: 60_000 },
    async () => {
      const page = await browser.window(customer)
      await page.goto(addressOf(customer, '/'))
      const tile = page.getByRole('link', { name: /expire within 90 days/ })
      await expect.poll(async () => /^\d+/.test(await tile.innerText()), { timeout: 15_000 }).toBe(true)
      const [counted] = (await tile.innerText()).split('\n')
      expect(Number(counted)).toBeGreaterThan(0)

      await tile.click()
      await page.getByRole('heading', { name: 'Expiring entitlements' }).waitFor()
      await expect.poll(() => page.locator('.t-total').innerText(), { timeout: 15_000 }).toBe(counted)
    },
  )

  test(
    '[ENT-10] entitlements are exported, chosen ones or all, with the columns shown',
    { timeout: 120_000 },
    async () => {
      const page = await browser.window(customer)
      await page.goto(addressOf(customer, '/entitlements?where=activationId.starts:E2E-ENDS'))
      const exported = async (press: () => Promise<void>) => {
        const waiting = page.waitForEvent('download')
        await press()
        const download = await waiting
        expect(download.suggestedFilename()).toBe('LineItems.csv')
        return readFileSync(await download.path(), 'utf8')
          .trim()
          .split('\r\n')
      }
      await page.getByRole('button', { name: 'Columns' }).click()
      const columns = page.getByRole('menuitemcheckbox')
      await columns.first().waitFor()
      for (const column of await columns.all())
        if ((await column.getAttribute('aria-checked')) === 'false') await column.click()
      const labels = await columns.allInnerTexts()
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'More for this list' }).click()
      const all = await exported(() => page.getByRole('menuitem', { name: /^Export all/ }).click())
      expect(all[0]?.split(',').toSorted()).toEqual(labels.map((one) => one.trim()).toSorted())
      expect(all.slice(1)).toHaveLength(2)
      await page.keyboard.press('Escape')
      await page.getByRole('row').filter({ hasText: 'E2E-ENDS-20' }).getByRole('checkbox').check()
      const chosen = await exported(() => page.getByRole('link', { name: 'Export selected' }).click())
      expect(chosen).toEqual([all[0], all.find((line) => line.includes('E2E-ENDS-20'))])
    },
  )

  test('[ENT-12] are mailed to who subscribed, once', { timeout: 120_000 }, async () => {
    const page = await browser.window(customer)
    await page.goto(addressOf(customer, '/profile'))
    const box = page.getByRole('checkbox', { name: 'Expiring Entitlements Email' })
    await box.check()
    await announced(page, /Subscribed/)
    await page.reload()
    await eventually(() => box.isChecked(), true)

    const producer = await browser.window(admin)
    await producer.goto(addressOf(admin, '/reminders'))
    await producer.getByRole('button', { name: 'Show what would be sent' }).click()
    await producer.getByRole('heading', { name: 'What would be sent' }).waitFor()
    await producer.getByRole('cell', { name: customer.userName }).waitFor()
    const send = async () => {
      await producer.getByRole('button', { name: 'Send now' }).click()
      await producer.getByRole('button', { name: 'Send reminders' }).click()
      await producer.getByRole('heading', { name: 'What was sent' }).waitFor()
    }
    await send()
    await producer.getByText(/1 mail with/).waitFor()
    await api.mailedTo(customer.userName, /(E2E-ENDS-20[\s\S]*E2E-ENDS-GONE)/)
    await producer.reload()
    await send()
    await producer.getByText(/^No mail\./).waitFor()
  })

  test(
    '[ENT-03] stand on a certificate, with the attributes of maintenance',
    { timeout: 120_000 },
    async () => {
      const page = await browser.window(customer)
      await page.goto(addressOf(customer, '/entitlements?where=activationId.equals:E2E-ENDS-20'))
      await page.getByRole('row').filter({ hasText: 'E2E-ENDS-20' }).getByRole('checkbox').check()
      await page.getByRole('button', { name: 'View', exact: true }).click()
      await page.getByRole('menuitem', { name: 'View certificate' }).click()
      await heading(page, 'Certificate E2E-ENDS')
      const paper = page.getByRole('article', { name: 'Certificate of E2E-ENDS' })
      expect(await paper.innerText()).toMatch(/Northwind Mill[\s\S]*E2E-ENDS-20[\s\S]*E2E-ENDS-CARE/)
      await page.getByRole('button', { name: 'Attributes' }).click()
      await page.getByRole('dialog').getByText('9 to 5').waitFor()
      await page.keyboard.press('Escape')
      await page.emulateMedia({ media: 'print' })
      expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false)
      expect(await paper.getByText('9 to 5').isVisible()).toBe(true)
    },
  )

  test('[ENT-08] are mailed to a contact', { timeout: 120_000 }, async () => {
    const page = await browser.window(customer)
    await page.goto(addressOf(customer, `/entitlements/${entitlement.lineItems[0]?.id}`))
    await page
      .locator('.t-page-actions')
      .getByRole('button', { name: /^More commands/ })
      .click()
    await page.getByRole('menuitem', { name: 'Mail', exact: true }).click()
    await heading(page, 'Mail line item')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('Enter an address, or choose a contact.').waitFor()
    const to = page
      .getByRole('combobox', { name: 'To' })
      .or(page.getByRole('textbox', { name: 'To' }))
      .first()
    await to.fill('nobody')
    await to.press('Enter')
    await page.getByText('Not a mail address: nobody').waitFor()
    await to.press('Backspace')
    await to.fill(customer.userName.slice(0, 5))
    await page.getByRole('option').first().click()
    await to.press('Escape')
    await page.getByRole('button', { name: 'Send' }).click()
    await announced(page, /mailed to/)
    const sent = () =>
      api.get<{ rows: readonly { id: string }[] }>('/v1/mails?where=subject.contains:right%20to%20use')
    await eventually(async () => (await sent()).rows.length, 1)
    const { bodyText } = await api.get<{ bodyText: string }>(`/v1/mails/${(await sent()).rows[0]?.id}`)
    expect(bodyText).toMatch(/activation ID is E2E-ENDS-/)
  })
})

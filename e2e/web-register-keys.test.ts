import { describe, expect, test } from 'vitest'
import { signInToApi } from './testing/api.ts'
import { addressOf, portals, useBrowser } from './testing/browser.ts'
import { announced, heading } from './testing/expect-page.ts'

const { admin, customer } = portals

describe('web register keys', () => {
  const browser = useBrowser()

  test(
    '[ENT-07] the producer makes keys, a customer redeems one, once, and sees the entitlement',
    { timeout: 120_000 },
    async () => {
      const api = await signInToApi(admin)
      const bulk = await api.post<{ id: string; entitlementId: string }>('/v1/entitlements', {
        kind: 'bulk',
        soldTo: 'HARBOR',
        autoDeploy: true,
        lineItems: [
          {
            products: [{ product: 'Gearwright Draft@2026' }],
            licenseModel: 'Floating',
            copies: 25,
            term: { kind: 'permanent' },
          },
        ],
      })
      const page = await browser.window(admin)
      await page.goto(addressOf(admin, '/bulk-entitlements'))
      await page.getByRole('link', { name: bulk.entitlementId }).click()
      await heading(page, bulk.entitlementId)
      await page.getByRole('button', { name: 'Add keys' }).click()
      await page.getByRole('textbox', { name: 'Number of keys' }).fill('26')
      await page.getByRole('button', { name: 'Generate 26 keys' }).click()
      await page.getByText('At most 25 can be made.').waitFor()
      await page.getByRole('textbox', { name: 'Number of keys' }).fill('3')
      await page.getByRole('button', { name: 'Generate 3 keys' }).click()
      await announced(page, '3 keys added.')
      const { rows } = await api.get<{ rows: readonly { key: string }[] }>(
        `/v1/web-register-keys?entitlement=${bulk.id}`,
      )
      expect(rows).toHaveLength(3)
      const [first, second] = rows as [{ key: string }, { key: string }]
      await page
        .getByRole('row')
        .filter({ hasText: second.key })
        .getByRole('button', { name: 'Retire' })
        .click()
      await page.getByRole('dialog').getByRole('button', { name: 'Retire', exact: true }).click()
      await announced(page, `Key ${second.key} is retired.`)

      const portal = await browser.window(customer)
      await portal.goto(addressOf(customer, '/bulk-entitlements'))
      await portal.getByRole('link', { name: 'Redeem a web register key' }).click()
      await heading(portal, 'Redeem a web register key')
      const field = portal.getByRole('textbox', { name: 'Web register key' })
      await field.fill('not a key')
      await portal.getByRole('button', { name: 'Look it up' }).click()
      await portal.getByRole('alert').filter({ hasText: 'There is no web register key' }).waitFor()
      await field.fill(first.key.toLowerCase())
      await portal.getByRole('button', { name: 'Look it up' }).click()
      await portal.getByText('Gearwright Draft 2026').waitFor()
      const account = portal.getByRole('combobox', { name: 'For the account' }).and(portal.locator('input'))
      await account.click()
      await portal.getByRole('option', { name: /^NORTHWIND \(/ }).click()
      await portal.getByRole('button', { name: 'Redeem key' }).click()
      await announced(portal, `entitlement ${first.key}ENT`)
      await heading(portal, 'Gearwright Draft 2026')

      await portal.goto(addressOf(customer, `/redeem-key?key=${first.key}`))
      await portal.getByRole('alert').filter({ hasText: 'was redeemed on' }).waitFor()
      await portal.getByRole('link', { name: 'See what it has become' }).click()
      await heading(portal, 'Gearwright Draft 2026')
    },
  )
})

import { describe, expect, test } from 'vitest'
import { signInToApi } from './testing/api.ts'
import { addressOf, portals, useBrowser } from './testing/browser.ts'
import { announced, heading } from './testing/expect-page.ts'

const { admin, customer } = portals

interface Row {
  readonly id: string
  readonly activationId: string
  readonly expiration: string
}

const OPEN = '/v1/line-items?limit=200&superseded=hide&where=state.in:deployed&where=validity.in:unexpired'

describe('upgrades, upsells and renewals', () => {
  const browser = useBrowser()

  test(
    '[PRD-04] [ENT-02] one line item is renewed, several are changed together, and the chain can be unfolded',
    { timeout: 120_000 },
    async () => {
      const api = await signInToApi(admin)
      const { rows } = await api.get<{ rows: readonly Row[] }>(`${OPEN}&where=licenseModel.equals:Floating`)
      const ending = rows.find(({ expiration }) => /^\d{4}/.test(expiration)) as Row
      const permanent = rows.filter(({ expiration }) => expiration === 'Permanent').slice(0, 2)
      const page = await browser.window(admin)

      await page.goto(addressOf(admin, `/line-items/change?kind=renewal&items=${ending.id}`))
      await heading(page, 'Renew line items')
      await page.getByRole('button', { name: 'Next: Terms' }).click()
      await page.getByRole('button', { name: 'Next: Review' }).click()
      await page
        .getByText(/It is not known how long the renewal of .* Give the last day or a duration/)
        .first()
        .waitFor()
      await page.getByRole('button', { name: 'Back' }).click()
      await page.getByRole('radio', { name: 'The day after the present end' }).click()
      await page.getByRole('radio', { name: 'For a time' }).click()
      await page.getByRole('textbox', { name: 'Order ID' }).fill('PO-RENEW')
      await page.getByRole('button', { name: 'Next: Review' }).click()
      await page.getByText('1 line item can be renewed').waitFor()
      await page.getByRole('button', { name: 'Back' }).click()
      expect(await page.getByRole('textbox', { name: 'Order ID' }).inputValue()).toBe('PO-RENEW')
      await page.getByRole('button', { name: 'Next: Review' }).click()
      await page.getByRole('button', { name: 'Renew 1 line item' }).click()
      await announced(page, /^Renewal .* is made/)
      await page.getByRole('tab', { name: 'Upgrades and renewals' }).click()
      await page.getByRole('link', { name: ending.activationId }).first().waitFor()

      await page.goto(addressOf(admin, `/line-items?where=activationId.equals:${ending.activationId}`))
      await page
        .getByText(/No line items match|Nothing/i)
        .first()
        .waitFor()

      const ids = [...permanent.map(({ id }) => id), ending.id].join(',')
      await page.goto(addressOf(admin, `/line-items/change?kind=renewal&items=${ids}`))
      await page.getByRole('button', { name: 'Next: Terms' }).click()
      await page.getByRole('radio', { name: 'For a time' }).click()
      await page.getByRole('button', { name: 'Next: Review' }).click()
      await page.getByText(/cannot and will be left out/).waitFor()
      await page.getByText('There is nothing to renew.').first().waitFor()
      await page.getByRole('button', { name: 'Renew 1 line item' }).click()
      await heading(page, 'Changes of line items')
      await page.getByText('1 line item changed, 2 left out.').waitFor()
      await page
        .getByRole('cell', { name: /There is nothing to renew/ })
        .first()
        .waitFor()

      await page.goto(addressOf(admin, '/line-items?where=change.in:renewal'))
      await page.getByRole('button', { name: 'Show upgrades', exact: true }).click()
      await page.getByRole('table', { name: 'Earlier line items' }).first().waitFor()
    },
  )

  test(
    '[ENT-02] a customer sees the newest, and the earlier ones when asked',
    { timeout: 60_000 },
    async () => {
      const page = await browser.window(customer)
      await page.goto(addressOf(customer, '/entitlements?where=change.in:upgrade,upsell,renewal'))
      const show = page.getByRole('button', { name: /^Show upgrades of/ }).first()
      await show.click()
      await page.getByRole('table', { name: 'Earlier line items' }).waitFor()
      await page
        .getByRole('button', { name: /^Hide upgrades of/ })
        .first()
        .click()
      await page.getByRole('table', { name: 'Earlier line items' }).waitFor({ state: 'hidden' })
    },
  )
})

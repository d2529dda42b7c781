import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { signInToApi } from './testing/api.ts'
import { addressOf, portals, useBrowser } from './testing/browser.ts'
import { announced, eventually, heading, refused } from './testing/expect-page.ts'

const { admin } = portals

describe('the producer adds fields to records', () => {
  const browser = useBrowser()

  test(
    '[PRD-02] [NAV-02] an attribute is defined, filled in, shown and searched; acts are shown as API calls',
    { timeout: 240_000 },
    async () => {
      const page = await browser.window(admin)
      await page.goto(addressOf(admin, '/custom-attributes'))
      await page.getByRole('link', { name: 'New custom attribute' }).first().click()
      await page.getByLabel('Kind of record').selectOption({ label: 'Account' })
      await page.getByRole('textbox', { name: 'Name' }).fill('e2e industry')
      await page.getByLabel('Type').selectOption({ label: 'One of a list' })
      await page.getByRole('textbox', { name: 'Label' }).fill('Industry')
      await page.getByRole('button', { name: 'Create custom attribute' }).click()
      await refused(page, 'the list is empty')
      const list = page.locator('[data-path="choices"]').and(page.locator('input'))
      for (const choice of ['Mills', 'Docks']) {
        await list.fill(choice)
        await list.press('Enter')
      }
      await page.getByRole('button', { name: 'Create custom attribute' }).click()
      await announced(page, 'Industry is a field from now on.')
      await heading(page, 'Industry')

      await page.goto(addressOf(admin, '/accounts/new?kind=customer'))
      await page.getByRole('textbox', { name: 'Account name' }).fill('Dockside Cranes')
      await page.getByLabel('Industry').selectOption('Docks')
      await page.getByRole('button', { name: 'View as API call' }).click()
      await page.getByText('"e2e industry": "Docks"').waitFor()
      await page.getByRole('button', { name: 'Create account' }).click()
      await heading(page, 'Dockside Cranes')
      expect(await factOf(page, 'Industry')).toBe('Docks')

      await page.getByRole('button', { name: 'More commands' }).click()
      await page.getByRole('menuitem', { name: /^Delete/ }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: 'View as API call' }).click()
      await dialog.getByText(/-X DELETE/).waitFor()
      await dialog.getByRole('button', { name: 'Cancel' }).click()

      await page.goto(addressOf(admin, '/accounts'))
      await page.getByRole('button', { name: /^Advanced/ }).click()
      const drawer = page.getByRole('dialog', { name: 'Advanced search' })
      await drawer.getByRole('button', { name: 'Add custom attribute' }).click()
      await drawer.getByLabel('Custom attribute: name').selectOption({ label: 'Industry' })
      await drawer.getByLabel('Custom attribute: value').selectOption('Docks')
      await drawer.getByRole('button', { name: 'Search', exact: true }).click()
      const rows = page.getByRole('table').getByRole('row')
      await eventually(() => rows.filter({ hasText: 'Dockside Cranes' }).count(), 1)
      await eventually(() => rows.count(), 2)
    },
  )

  test('[PRD-02] an entitlement asks for what is required', { timeout: 120_000 }, async () => {
    const api = await signInToApi(admin)
    const { id } = await api.post<{ id: string }>('/v1/custom-attributes', {
      recordKind: 'entitlement',
      name: 'e2e order desk',
      label: 'Order desk',
      type: 'text',
      isRequired: true,
    })
    try {
      const page = await browser.window(admin)
      const { rows } = await api.get<{ rows: { id: string }[] }>(
        '/v1/entitlements?where=state.in:deployed&limit=1',
      )
      await page.goto(addressOf(admin, `/entitlements/${rows[0]?.id}/edit`))
      const field = page.getByRole('textbox', { name: 'Order desk' })
      await field.waitFor()
      await page.getByRole('button', { name: 'Save changes' }).click()
      await refused(page, 'Order desk')
      await field.fill('North gate')
      await page.getByRole('button', { name: 'Save changes' }).click()
      await announced(page, 'saved.')
      await eventually(() => factOf(page, 'Order desk'), 'North gate')
    } finally {
      await api.post(`/v1/custom-attributes/${id}/obsolete`, {})
    }
  })
})

/** The value of a fact on the page of a record. */
async function factOf(page: Page, label: string): Promise<string> {
  const fact = page.locator('.t-facts > div').filter({ has: page.locator('dt', { hasText: label }) })
  return fact.locator('dd').first().innerText()
}

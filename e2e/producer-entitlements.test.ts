import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { addressOf, portals, useBrowser } from './testing/browser.ts'
import { announced, heading, refused } from './testing/expect-page.ts'

const { admin } = portals

/** Types a part of a name into a chooser and takes the choice. */
async function choose(page: Page, field: Locator, text: string, choice: string | RegExp): Promise<void> {
  await field.click()
  await field.pressSequentially(text)
  await page.getByRole('option', { name: choice }).and(page.locator(':visible')).first().click()
}

/** The chooser with this label. */
function chooser(place: Page | Locator, label: string | RegExp): Locator {
  return place.getByRole('combobox', { name: label }).and(place.locator('input'))
}

/** Carries out an act of the record that asks first; answers the consequence that it names. */
async function carryOut(page: Page, act: string): Promise<string> {
  const button = page.getByRole('button', { name: act, exact: true })
  if ((await button.count()) > 0) await button.click()
  else {
    await page
      .locator('.t-page-actions')
      .getByRole('button', { name: /^More commands/ })
      .click()
    await page.getByRole('menuitem', { name: act }).click()
  }
  const dialog = page.getByRole('dialog')
  const words = await dialog.innerText()
  await dialog.getByRole('button', { name: act, exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  return words
}

/** Goes through the wizard: one license server, all copies. */
async function activateOnServer(page: Page, hostId: string): Promise<void> {
  await page.getByRole('button', { name: 'Next: Hosts' }).click()
  await page.getByRole('button', { name: 'Add license server' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Host ID/ }).fill(hostId)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('button', { name: 'Next: Counts' }).click()
  await page.getByRole('button', { name: /^Use all/ }).click()
  await page.getByRole('button', { name: 'Next: Review' }).click()
  await page.getByRole('button', { name: /^Generate 1 license/ }).click()
}

async function fillLineItems(page: Page): Promise<void> {
  await choose(page, chooser(page, /^Product/), 'Gearwright Draft', /^Gearwright Draft 2026/)
  await page.getByRole('combobox', { name: /^License model/ }).selectOption('Floating')
  await page.getByRole('textbox', { name: /^Copies/ }).fill('10')
  await page.getByRole('textbox', { name: 'Order ID' }).fill('PO-77')
  await page.getByRole('radio', { name: 'For a time' }).click()

  await page.getByRole('button', { name: 'Add maintenance' }).click()
  await choose(page, chooser(page, /^Product/), 'Care', 'Gearwright Care 1')
  await page.getByRole('radio', { name: 'Permanent' }).click()

  await page.getByRole('button', { name: 'Add line item' }).click()
  await page.getByText('By part number').click()
  await choose(page, chooser(page, /^Part number/), 'GW-26-DR-FL', /^GW-26-DR-FL/)
  await page.getByText('The part number says which one.').waitFor()
  await page.getByRole('radio', { name: 'Permanent' }).click()
  await choose(page, chooser(page, 'Maintenance'), 'Care', /Care/)
}

describe('entitlements in the producer portal', () => {
  const browser = useBrowser()

  test(
    '[PRD-02] an order of three line items is entered, verified, made, deployed and activated',
    { timeout: 120_000 },
    async () => {
      const page = await browser.window(admin)
      await page.goto(addressOf(admin, '/entitlements'))
      await page
        .getByRole('link', { name: 'New entitlement' })
        .or(page.getByRole('button', { name: 'New entitlement' }))
        .click()
      await heading(page, 'New entitlement')

      await page.getByRole('button', { name: /^Create draft/ }).click()
      await page.getByText('Choose a product.').waitFor()
      await page.getByText('Choose one: permanent, a last day, or a duration.').waitFor()

      await choose(page, chooser(page, 'End customer'), 'Northwind Mill', /^NORTHWIND \(/)
      await fillLineItems(page)
      await page.getByRole('button', { name: 'Verify' }).click()
      const result = page.getByRole('region', { name: 'Result of the verification' })
      expect(await result.innerText()).toContain('3 line items with 11 copies for NORTHWIND (Northwind Mill)')
      expect(page.url()).toContain('/entitlements/new')

      await page.getByRole('button', { name: 'Create draft with 3 line items, 11 copies' }).click()
      await heading(page, /^ENT-/)
      const table = page.getByRole('table', { name: 'Line items' })
      expect(await table.getByRole('row').count()).toBe(4)
      expect(await table.innerText()).toContain('with Gearwright Care 1')

      const consequence = await carryOut(page, 'Deploy')
      expect(consequence).toContain('NORTHWIND (Northwind Mill) can activate 11 copies in 3 line items')
      await announced(page, /is deployed/)

      await table.getByRole('link', { name: 'Gearwright Draft 2026' }).first().click()
      await page.getByRole('button', { name: 'Why available 10?' }).click()
      await page.getByText('10 total - 0 fulfilled = 10.').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Activate', exact: true }).click()
      await page.waitForURL(/\/activate\?items=/)
      await activateOnServer(page, '005056A1B2C3')
      await page.getByRole('heading', { name: '1 license generated' }).waitFor()
      const license = () => page.getByRole('main').innerText()
      await expect.poll(license).toContain('SERVER this_host 005056A1B2C3')
    },
  )

  test('[PRD-02] a line item is added and edited; an inactive entitlement comes back', async () => {
    const page = await browser.window(admin)
    await page.goto(addressOf(admin, '/entitlements?where=state.in:deployed'))
    await page.locator('tbody tr[data-row] a').first().click()
    await page.getByRole('button', { name: 'Add line item' }).click()
    await heading(page, 'New line item')
    await choose(page, chooser(page, /^Product/), 'Gearwright Flow', /^Gearwright Flow 2026/)
    await page.getByRole('combobox', { name: /^License model/ }).selectOption('Floating')
    await page.getByRole('radio', { name: 'Until a last day' }).click()
    await page.getByLabel('Last day of use').fill('2020-01-01')
    await page.getByRole('checkbox', { name: /^Deploy it at once/ }).click()
    await page.getByRole('button', { name: 'Add line item' }).click()
    await page.getByText('It would end before it starts.').waitFor()
    await page.getByLabel('Last day of use').fill('2099-12-31')
    await page.getByRole('button', { name: 'Add line item' }).click()
    await announced(page, /added/)
    await page
      .getByRole('table', { name: 'Line items' })
      .getByRole('link', { name: 'Gearwright Flow 2026' })
      .last()
      .click()
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByRole('textbox', { name: /^Copies/ }).fill('7')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await announced(page, 'Line item saved')
    await page.getByRole('button', { name: 'Why total 7?' }).waitFor()

    await page
      .getByRole('main')
      .getByRole('link', { name: /^(GW|ENT)-/ })
      .click()
    expect(await carryOut(page, 'Inactivate')).toContain('can be activated until it is reactivated')
    await announced(page, /is inactive/)
    await carryOut(page, 'Reactivate')
    await announced(page, /is deployed again/)
  })

  test('[PRD-03] entitlements are listed by order with their accounts, line items and products', async () => {
    const page = await browser.window(admin)
    await page.goto(addressOf(admin, '/entitlements'))
    const headings = page.getByRole('table', { name: 'Entitlements' }).getByRole('columnheader')
    await headings.first().waitFor()
    const words = await headings.allInnerTexts()
    for (const column of [
      'Entitlement ID',
      'Account',
      'State',
      'Bulk',
      '# Line items',
      'Activation ID',
      'Product',
      'Maintenance',
    ]) {
      expect(words.map((one) => one.trim())).toContain(column)
    }
  })
})

describe('accounts and users in the producer portal', () => {
  const browser = useBrowser()

  test('[USR-04] accounts are made and linked, and a circle is refused with its path', async () => {
    const page = await browser.window(admin)
    const make = async (name: string, code: string) => {
      await page.goto(addressOf(admin, '/accounts/new?kind=customer'))
      await page.getByRole('textbox', { name: /^Account name/ }).fill(name)
      await page.getByRole('textbox', { name: /^Account ID/ }).fill(code)
      await page.getByRole('button', { name: 'Create account' }).click()
      await heading(page, name)
    }
    await make('Circle Lower', 'CIRCLE-2')
    await make('Circle Upper', 'CIRCLE-1')
    await choose(page, chooser(page, 'Add a sub-account'), 'Circle Lower', /Circle Lower/)
    await page.getByRole('button', { name: 'Link below' }).click()
    await announced(page, 'Sub-account added')

    await choose(page, chooser(page, 'Put it below another account'), 'Circle Lower', /Circle Lower/)
    await page.getByRole('button', { name: 'Link above' }).click()
    expect(await refused(page, 'its own sub-account')).toMatch(/CIRCLE-1.*CIRCLE-2/)

    await page.getByRole('button', { name: /^Take CIRCLE-2/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take away' }).click()
    await announced(page, 'Link taken away')
  })

  test('[USR-02] a user gets an account with a role, is edited and kept from signing in', async () => {
    const page = await browser.window(admin)
    await page.goto(addressOf(admin, '/users/new'))
    await page.getByRole('textbox', { name: /^First name/ }).fill('Marta')
    await page.getByRole('textbox', { name: /^Last name/ }).fill('Quill')
    await page.getByRole('textbox', { name: /^Email/ }).fill('marta.quill@example.com')
    await choose(page, chooser(page, /^Account/), 'Northwind Mill', /^NORTHWIND \(/)
    await page.getByRole('button', { name: 'Create user' }).click()
    await refused(page, 'needs a role')
    await choose(page, chooser(page, 'Roles'), 'Portal User', 'Portal User')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Create user' }).click()
    await heading(page, 'Marta Quill')

    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByRole('textbox', { name: 'Phone' }).fill('+49 30 1234')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await announced(page, 'Marta Quill saved')
    await page.getByText('+49 30 1234').waitFor()

    expect(await carryOut(page, 'Deactivate')).toContain('All sessions end at once')
    await announced(page, 'Marta Quill is inactive')
  })
})

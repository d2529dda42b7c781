import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { addressOf, portals, useBrowser } from './testing/browser.ts'
import { announced, eventually, heading } from './testing/expect-page.ts'

const { admin } = portals

describe('the producer puts a product together', () => {
  const browser = useBrowser()

  test(
    '[PRD-01] feature, bundle, license model and product by hand; deployed as soon as its parts are',
    { timeout: 300_000 },
    async () => {
      const page = await browser.window(admin)
      await page.goto(addressOf(admin, '/features'))
      await page.getByRole('link', { name: 'New feature' }).click()
      await page.getByLabel('Name', { exact: false }).first().fill('E2E_ROUTE')
      await page.getByRole('textbox', { name: 'Version' }).fill('1.0')
      await deployAtOnce(page)
      await page.getByRole('button', { name: 'Create feature' }).click()
      await announced(page, 'Feature E2E_ROUTE 1.0 created.')

      await page.goto(addressOf(admin, '/feature-bundles/new'))
      await page.getByRole('textbox', { name: 'Name' }).fill('Route bundle')
      await page.getByRole('button', { name: 'Add to features' }).click()
      await choose(page, 'Feature', 'E2E_ROUTE')
      await deployAtOnce(page)
      await page.getByRole('button', { name: 'Create bundle' }).click()
      await announced(page, 'Bundle Route bundle created.')

      await newModel(page)

      await page.goto(addressOf(admin, '/products/new'))
      await page.getByRole('textbox', { name: 'Name' }).fill('Route Planner')
      await page.getByRole('textbox', { name: 'Version' }).fill('1.0')
      await choose(page, 'License models', 'Route floating')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Add to feature bundles' }).click()
      await choose(page, 'Feature bundle', 'Route bundle')
      await page.getByRole('button', { name: 'Create product' }).click()
      await heading(page, 'Route Planner 1.0')

      await refusedInMenu(page, 'Deploy', 'Route floating')
      await page.goto(addressOf(admin, '/license-models?where=name.equals:Route floating'))
      await page.getByRole('link', { name: 'Route floating' }).click()
      await heading(page, 'Route floating')
      await act(page, 'Deploy')
      await page.locator('main').getByText('Deployed', { exact: true }).first().waitFor()
      await page.goto(addressOf(admin, '/products?where=name.equals:Route Planner'))
      await page.getByRole('link', { name: 'Route Planner' }).click()
      await act(page, 'Deploy')
      await page.locator('main').getByText('Deployed', { exact: true }).first().waitFor()
    },
  )

  test('[NAV-01] [NAV-02] simple and advanced search; the address keeps all of it', async () => {
    const page = await browser.window(admin)
    await page.goto(addressOf(admin, '/features'))
    await page.getByLabel('Value of Name').fill('MILL')
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    const conditions = page.getByRole('list', { name: 'Conditions of this search' })
    await conditions.getByText('Name contains MILL').waitFor()
    await eventually(async () => (await names(page)).every((name) => name.includes('MILL')), true)

    await page.getByRole('button', { name: /^Advanced/ }).click()
    const drawer = page.getByRole('dialog', { name: 'Advanced search' })
    await drawer.getByRole('textbox', { name: 'Version', exact: true }).fill('2026')
    await drawer.getByRole('button', { name: 'Search', exact: true }).click()
    await conditions.getByText('Version contains 2026').waitFor()
    await eventually(async () => (await names(page)).length > 0, true)
    const found = await names(page)
    await page.reload()
    await conditions.getByText('Version contains 2026').waitFor()
    await eventually(() => names(page), found)

    await conditions.getByRole('button', { name: 'Clear all' }).click()
    await conditions.waitFor({ state: 'detached' })
    await eventually(async () => (await names(page)).some((name) => !name.includes('MILL')), true)
  })

  test('[NAV-03] [NAV-04] filter, sort, columns and page size; a reload shows the same', async () => {
    const page = await browser.window(admin)
    await page.goto(addressOf(admin, '/products'))
    await page
      .getByRole('button', { name: /^State/ })
      .first()
      .click()
    await page.getByRole('menuitemcheckbox', { name: 'Deployed' }).click()
    await page.keyboard.press('Escape')
    await page.getByLabel('Rows per page').selectOption('10')
    const sort = page.getByRole('columnheader', { name: 'Name' }).getByRole('button', { name: 'Name' })
    await eventually(async () => (await names(page)).length, 10)
    const upward = await names(page)
    await sort.click()
    await eventually(async () => page.url().includes('sort='), true)
    await eventually(async () => (await names(page)).join() !== upward.join(), true)
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Product line' }).click()
    await page.keyboard.press('Escape')
    await eventually(async () => (await headers(page)).includes('Product line'), false)
    const [address, before] = [page.url(), await names(page)]
    await page.getByRole('button', { name: 'Next', exact: true }).click()
    await page.getByText(/^11–20 of/).waitFor()
    await page.goBack()
    await eventually(() => names(page), before)
    await page.reload()
    await eventually(() => names(page), before)
    expect(page.url()).toBe(address)
    expect(await headers(page)).not.toContain('Product line')
  })

  test('[NAV-05] chosen rows are exported as shown, and print without the tools', async () => {
    const page = await browser.window(admin)
    await page.goto(addressOf(admin, '/features'))
    const chosen = (await names(page)).slice(0, 2)
    for (const at of [1, 2]) await page.getByRole('table').getByRole('checkbox').nth(at).check()
    const bar = page.getByRole('region', { name: 'Selected rows' })
    await bar.getByText('2 selected').waitFor()
    const download = page.waitForEvent('download')
    await bar.getByRole('link', { name: 'Export selected' }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/\.csv$/)
    const lines = readFileSync(await file.path(), 'utf8')
      .replace(/^\uFEFF/, '')
      .trim()
      .split(/\r?\n/)
    expect(lines[0]).toMatch(/^"?Name"?,"?Version"?/)
    expect(lines).toHaveLength(3)
    for (const name of chosen) expect(lines.join('\n')).toContain(name)

    await page.emulateMedia({ media: 'print' })
    await eventually(() => page.getByRole('search').isVisible(), false)
    expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false)
    expect(await page.getByRole('table').isVisible()).toBe(true)
  })
})

/** A floating model with two attributes in its table, left as a draft. */
async function newModel(page: Page): Promise<void> {
  await page.goto(addressOf(admin, '/license-models/new'))
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Route floating')
  await page.getByLabel('Issuer: settled').selectOption({ label: 'Now' })
  await page.getByRole('textbox', { name: 'Issuer: value' }).fill('Route works')
  await page.getByLabel('Notice: settled').selectOption({ label: 'At activation' })
  await page.getByRole('checkbox', { name: 'Notice: required' }).check()
  await page.getByRole('button', { name: 'Create license model' }).click()
  await announced(page, 'License model Route floating created.')
  await page.getByText('Route works').first().waitFor()
}

async function deployAtOnce(page: Page): Promise<void> {
  await page.getByRole('switch', { name: /^Deploy/ }).check({ force: true })
}

/** Types into a field that looks records up, and takes the one that is found. */
async function choose(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: label }).last()
  await field.click()
  await field.fill(text)
  await page.getByRole('option', { name: text }).first().click()
}

/** An act that is not possible now stands in the menu with the reason. */
async function refusedInMenu(page: Page, name: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: 'More commands' }).click()
  const item = page.getByRole('menuitem', { name: new RegExp(`^${name}`) })
  await item.filter({ hasText: reason }).waitFor()
  expect(await item.getAttribute('aria-disabled')).toBe('true')
  await page.keyboard.press('Escape')
}

/** Carries out an act that the page of a record offers as a button, and confirms it. */
async function act(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
}

/** The linked names of the rows that are shown. */
async function names(page: Page): Promise<string[]> {
  await page.getByRole('table').getByRole('link').first().waitFor()
  return page.getByRole('table').getByRole('link').allInnerTexts()
}

async function headers(page: Page): Promise<string[]> {
  return (await page.getByRole('columnheader').allInnerTexts()).map((text) => text.trim())
}

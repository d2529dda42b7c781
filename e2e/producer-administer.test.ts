import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { signInToApi } from './testing/api.ts'
import { addressOf, portals, useBrowser } from './testing/browser.ts'
import { announced, eventually, heading, refused } from './testing/expect-page.ts'
import { watch } from './testing/troubles.ts'

const browser = useBrowser()
const shot = (page: Page, name: string) =>
  process.env['TALLYSTICK_SHOTS']
    ? page.screenshot({ path: `${process.env['TALLYSTICK_SHOTS']}/${name}.png` })
    : null
const at = (path: string) => addressOf(portals.admin, path)

/** A file with two accounts that are new, and one that no import may take. */
const ACCOUNTS = `code,name,kind,city
E2E-ONE,Ropewalk One,customer,Lübeck
E2E-TWO,Ropewalk Two,customer,Lübeck
E2E-BAD,Ropewalk: Bad,customer,Lübeck
`

/** Hands in the accounts and waits for the page of their dry run. */
async function checkAccounts(page: Page): Promise<void> {
  await page.goto(at('/imports/new?import=accounts'))
  await heading(page, 'Import a file')
  await page.locator('input[type=file]').setInputFiles({
    name: 'accounts.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(ACCOUNTS),
  })
  await page.getByRole('button', { name: 'Check the file' }).click()
  await heading(page, 'accounts.csv')
  await page.getByText('This is what would happen.').waitFor()
}

const outcome = (page: Page, words: string) => page.getByRole('link', { name: words }).innerText()

describe('the producer brings data in', () => {
  test('[PRD-06] a template, a dry run, the report, the real run, and the same file again', async () => {
    const page = await browser.window(portals.admin)
    const troubles = watch(page, portals.url)
    await page.goto(at('/imports'))
    await page.getByRole('link', { name: 'Import a file' }).first().click()
    await page.getByRole('radio', { name: 'Accounts and users' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download template' }).click()
    const file = await download
    expect(file.suggestedFilename()).toBe('accounts.csv')
    expect(await readFile(await file.path(), 'utf8')).toContain('name')

    await checkAccounts(page)
    expect(await outcome(page, 'would be created')).toMatch(/^2\b/)
    expect(await outcome(page, 'would be refused')).toMatch(/^1\b/)
    await page.getByRole('link', { name: 'would be refused' }).click()
    const report = page.getByRole('table', { name: 'Report' })
    await eventually(() => report.getByRole('row').count(), 2)
    const row = await report.getByRole('row').nth(1).innerText()
    expect(row).toContain('E2E-BAD')
    expect(row).toMatch(/\b4\b/)
    expect(row).toContain('Refused')

    await page.getByRole('button', { name: 'Import 2 records' }).click()
    const question = page.getByRole('dialog')
    await question.getByText('1 record will be left out').waitFor()
    await question.getByRole('button', { name: 'Import 2 records' }).click()
    await page.getByText('The same file again changes nothing.').waitFor()
    expect(await outcome(page, '2 created')).toMatch(/^2\b/)

    await checkAccounts(page)
    expect(await outcome(page, 'stay as they are')).toMatch(/^2\b/)
    expect(await page.getByRole('button', { name: /^Import \d/ }).count()).toBe(0)
    expect(troubles).toEqual([])
  })

  test('[PRD-06] [PRD-08] an import that runs is cancelled, and says by whom and how far it was', async () => {
    const page = await browser.window(portals.admin)
    const rows = Array.from(
      { length: 30_000 },
      (_, number) => `E2E-LONG-${number},Long Line ${number},customer`,
    )
    await page.goto(at('/imports/new?import=accounts'))
    await page.locator('input[type=file]').setInputFiles({
      name: 'long.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`code,name,kind\n${rows.join('\n')}\n`),
    })
    await page.getByRole('button', { name: 'Check the file' }).click()
    await heading(page, 'long.csv')
    await page.getByRole('button', { name: 'Cancel the import' }).click()
    const question = page.getByRole('dialog')
    await question.getByText('Nothing is written').waitFor()
    await shot(page, 'cancel-import')
    await question.getByRole('button', { name: 'Cancel the import' }).click()
    await announced(page, /The import (stops as soon as it can|will not begin)/)
    await page.getByText('cancelled the import').waitFor()
    await page.getByText(/cancelled the import .*(Nothing was written|It never began)/).waitFor()
    await page.getByText('Cancelled', { exact: true }).first().waitFor()
    await shot(page, 'cancelled-import')
    expect(await page.getByRole('button', { name: 'Cancel the import' }).count()).toBe(0)

    await page.goto(at('/jobs?where=state.in:cancelled'))
    await page.getByRole('link', { name: 'Run import' }).first().click()
    await heading(page, 'Run import')
    await page.getByText('Ada Miller cancelled the job').first().waitFor()
  })

  test('[PRD-06] [PRD-08] a file of something else is refused as a whole, also under Jobs', async () => {
    const page = await browser.window(portals.admin)
    await page.goto(at('/imports/new?import=accounts'))
    await page.locator('input[type=file]').setInputFiles({
      name: 'accounts.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('colour,taste\nred,sweet\n'),
    })
    await page.getByRole('button', { name: 'Check the file' }).click()
    await refused(page, 'The file was not imported.')
    await page.goto(at('/jobs?where=state.in:failed'))
    await page.getByRole('link', { name: 'Run import' }).first().click()
    await heading(page, 'Run import')
    await page.getByText('Failed', { exact: true }).first().waitFor()
    await page.goto(at('/'))
    await page.getByRole('link', { name: /Failed jobs/ }).click()
    await heading(page, 'Jobs')
    await page.getByRole('link', { name: 'Run import' }).first().waitFor()
  })
})

describe('the producer looks after the installation', () => {
  test('[PRD-08] figures of the front page lead to exactly the rows behind them', async () => {
    const page = await browser.window(portals.admin)
    const troubles = watch(page, portals.url)
    await page.goto(at('/'))
    await heading(page, 'Needs you today')
    const need = page.getByRole('link', { name: /Line items end soon/ })
    const figure = Number(/\d+/.exec(await need.innerText())?.[0])
    await need.click()
    await heading(page, 'Line items')
    await eventually(async () => Number(await page.locator('.t-total').first().innerText()), figure)

    await page.goto(at('/'))
    const chart = page.getByRole('figure').filter({ hasText: 'Line items that end' })
    await chart.getByRole('button', { name: 'Table' }).click()
    const month = chart.getByRole('row').nth(2)
    const items = Number(await month.getByRole('cell').first().innerText())
    await month.getByRole('link').click()
    await heading(page, 'Line items')
    await eventually(async () => Number(await page.locator('.t-total').first().innerText()), items)
    expect(troubles).toEqual([])
  })

  test('[BEY-06] the log tells a refusal in words, and a change field by field', async () => {
    const page = await browser.window(portals.admin)
    await page.goto(at('/profile'))
    await page.getByLabel(/^Current password/).fill('not the password')
    await page.getByLabel(/^New password(?! again)/).fill('a new long password')
    await page.getByLabel(/^New password again/).fill('a new long password')
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByRole('alert').first().waitFor()

    await page.goto(at('/audit-log?where=outcome.in:refused'))
    await page.getByRole('row').filter({ hasText: 'Password changed' }).getByRole('link').first().click()
    const drawer = page.getByRole('dialog', { name: 'Refused: password changed' })
    await drawer.getByText('The current password is not right.').waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })

    await page.goto(at('/settings'))
    const setting = page.getByRole('form', { name: 'Sender name' })
    await setting.getByLabel('Sender name').fill('Gearwright licenses')
    await setting.getByRole('button', { name: 'Save' }).click()
    await announced(page, 'Sender name: saved.')
    await page.goto(at('/audit-log?where=operation.equals:set-setting'))
    await page.getByRole('table').getByRole('link').first().click()
    const change = page.getByRole('dialog')
    await change.getByText('Gearwright licenses').waitFor()
  })

  test('[PRD-07] a setting is checked, saved, shown as changed, and put back', async () => {
    const page = await browser.window(portals.admin)
    await page.goto(at('/settings'))
    const setting = page.getByRole('form', { name: 'Rows per page' })
    const field = setting.getByRole('textbox', { name: 'Rows per page' })
    await field.fill('3')
    await setting.getByRole('button', { name: 'Save' }).click()
    await setting.getByText(/5/).waitFor()
    await field.fill('50')
    await setting.getByRole('button', { name: 'Save' }).click()
    await announced(page, 'Rows per page: saved.')
    await setting.getByText('Default: 20.').waitFor()
    await page.reload()
    expect(await field.inputValue()).toBe('50')
    await setting.getByRole('button', { name: 'Reset Rows per page' }).click()
    await announced(page, 'Rows per page: back to its default.')
    await eventually(() => field.inputValue(), '20')
  })

  test('[PRD-07] [ACT-08] a kept mail is read in a frame that runs nothing, and sent again', async () => {
    const page = await browser.window(portals.admin)
    await page.goto(at('/mails'))
    await page.getByRole('table').getByRole('link').first().click()
    await page
      .frameLocator('iframe[sandbox=""]')
      .locator('body')
      .getByText(/Gearwright/)
      .first()
      .waitFor()
    await page.getByRole('tab', { name: 'As text' }).click()
    await page
      .locator('pre')
      .getByText(/Gearwright/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Send again' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click()
    await announced(page, 'The mail waits to be sent.')
  })

  test('[USR-03] one session of a customer is ended from the page of the user', async () => {
    const page = await browser.window(portals.admin)
    const troubles = watch(page, portals.url)
    const session = await signInToApi(portals.customer)
    const { user } = await session.get<{ user: { id: string } }>('/v1/session')
    await page.goto(at(`/users/${user.id}`))
    await page.getByRole('tab', { name: 'Sessions' }).click()
    const rows = page.getByRole('button', { name: /^End the session in/ })
    await rows.first().waitFor()
    const before = await rows.count()
    await rows.first().click()
    await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click()
    await announced(page, 'Session ended.')
    await eventually(() => rows.count(), before - 1)
    await expect(session.get('/v1/session')).rejects.toThrow('401')
    expect(troubles).toEqual([])
  })

  test('[BEY-04] parked events are found in the navigation, and there are none', async () => {
    const page = await browser.window(portals.admin)
    await page.goto(at('/'))
    await page.getByRole('link', { name: 'Parked events' }).click()
    await heading(page, 'Parked events')
    await page.getByText('One that failed ten times is parked here').waitFor()
  })

  test('[PRD-07] [CERT-01] a new key signs, and the old one is told as retired', async () => {
    const page = await browser.window(portals.admin)
    await page.goto(at('/signing-keys'))
    await page.getByRole('region', { name: 'command' }).getByText('license verify').waitFor()
    const keys = page.getByRole('table', { name: 'Issuing keys' })
    const before = await keys.getByRole('row').count()
    await page.getByRole('button', { name: 'Change the issuing key' }).click()
    const question = page.getByRole('dialog')
    await question.getByText('stay valid').waitFor()
    await question.getByRole('button', { name: 'Retire it and make a new key' }).click()
    await announced(page, 'A new key signs from now on.')
    await eventually(() => keys.getByRole('row').count(), before + 1)
    await keys.getByText('Retired').first().waitFor()
  })
})

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { signInToApi, type TestApi } from './testing/api.ts'
import { addressOf, portals, useBrowser } from './testing/browser.ts'
import { announced, heading, refused } from './testing/expect-page.ts'

const { admin, customer, partner } = portals

interface Sold {
  readonly id: string
  readonly entitlementId: string
  readonly lineItems: readonly [{ readonly id: string; readonly activationId: string }]
}

/** Sells ten copies to an account; `tier` is where it stands. */
function sell(api: TestApi, account: string, tier: string): Promise<Sold> {
  return api.post<Sold>('/v1/entitlements', {
    parties: [{ tier, account, isOwner: true }],
    autoDeploy: true,
    lineItems: [
      {
        products: [{ product: 'Gearwright Draft@2026' }],
        licenseModel: 'Floating',
        copies: 10,
        term: { kind: 'date', expiresOn: '2030-12-31' },
      },
    ],
  })
}

/** The account that somebody acts for, by the entitlements that they see. */
async function accountsOf(who: typeof admin): Promise<readonly { id: string; code: string; name: string }[]> {
  const api = await signInToApi(who)
  return (await api.get<{ rows: { id: string; code: string; name: string }[] }>('/v1/accounts')).rows
}

async function choose(page: Page, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: /^Target account/ }).and(page.locator('input'))
  await field.click()
  await field.pressSequentially(text)
  await page
    .getByRole('option', { name: new RegExp(text) })
    .and(page.locator(':visible'))
    .first()
    .click()
}

const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click()
const shot = (page: Page, name: string) =>
  process.env['TALLYSTICK_SHOTS']
    ? page.screenshot({ path: `${process.env['TALLYSTICK_SHOTS']}/${name}.png` })
    : null

describe('copies for other accounts', () => {
  const browser = useBrowser()

  test('[ENT-06] [PRD-05] a customer transfers, the producer approves, both sides keep the story', async () => {
    const api = await signInToApi(admin)
    const [own] = await accountsOf(customer)
    const child = await api.post<{ id: string; code: string }>('/v1/accounts', {
      code: 'SPINOFF',
      name: 'Spin-off Works',
      kind: 'customer',
    })
    await api.post(`/v1/accounts/${own?.id}/sub-accounts`, { subAccount: child.id })
    const sold = await sell(api, own?.code ?? '', 'end-customer')
    const [item] = sold.lineItems
    const page = await browser.window(customer)

    await page.goto(addressOf(customer, `/entitlements/${item.id}/transfer`))
    await heading(page, /^Transfer Gearwright Draft/)
    await next(page)
    await refused(page, 'Choose the account')
    await choose(page, 'SPINOFF')
    await shot(page, 'transfer-account')
    await next(page)
    await page.getByRole('textbox', { name: /^Transfer amount/ }).fill('12')
    await next(page)
    await refused(page, 'Only 10 copies are free')
    await page.getByRole('textbox', { name: /^Transfer amount/ }).fill('4')
    await page.getByRole('textbox', { name: 'Note for the approval' }).fill('For the new plant')
    await page.reload()
    await page.getByText('4 copies for SPINOFF').waitFor()
    expect(await page.getByRole('textbox', { name: /^Transfer amount/ }).inputValue()).toBe('4')
    await next(page)
    await page.getByText('on hold until the producer approves').waitFor()
    await page.reload()
    await page.getByText('on hold until the producer approves').waitFor()
    await shot(page, 'transfer-review')
    await page.getByRole('button', { name: 'Transfer 4 copies' }).click()
    await page.getByRole('heading', { name: 'Waiting for approval' }).waitFor()
    await shot(page, 'transfer-done')
    await page.getByRole('button', { name: 'Complete' }).click()

    const producer = await browser.window(admin)
    await producer.goto(addressOf(admin, '/transfers?where=state.in:waiting'))
    await heading(producer, 'Transfers')
    const decide = producer.getByRole('button', { name: /^Decide about/ }).first()
    await decide.waitFor()
    await shot(producer, 'transfers-waiting')
    await decide.click()
    const dialog = producer.getByRole('dialog')
    await dialog.getByText('For the new plant').waitFor()
    await shot(producer, 'transfer-decide')
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click()
    await announced(producer, /SPINOFF .* has the copies now/)

    await page.goto(addressOf(customer, `/entitlements/${item.id}`))
    const story = page.getByRole('table', { name: 'Splits and transfers' })
    await story.getByText('Approved').waitFor()
    await shot(page, 'transfer-story')
    expect(await story.innerText()).toContain('SPINOFF (Spin-off Works)')
  })

  test('[ENT-04] a partner splits what it owns for its customer, and adds to it the next time', async () => {
    const api = await signInToApi(admin)
    const own = (await accountsOf(partner)).find(({ name }) => name.startsWith('Harbor'))
    const buyer = await api.post<{ id: string }>('/v1/accounts', {
      code: 'QUAYSIDE',
      name: 'Quayside Cranes',
      kind: 'customer',
    })
    await api.post(`/v1/accounts/${own?.id}/related-accounts`, { relatedAccount: buyer.id })
    const sold = await sell(api, own?.code ?? '', 'distributor')
    const page = await browser.window(partner)
    const address = addressOf(partner, `/entitlements/${sold.lineItems[0].id}/split`)

    await page.goto(address)
    await choose(page, 'QUAYSIDE')
    await next(page)
    await page.getByText('The account has no line item alike').waitFor()
    await page.getByRole('textbox', { name: /^Split amount/ }).fill('3')
    await shot(page, 'split-amount')
    await page.emulateMedia({ colorScheme: 'dark' })
    await shot(page, 'split-amount-dark')
    await next(page)
    await page.getByText('3 copies will leave').waitFor()
    await page.getByRole('button', { name: 'Split 3 copies' }).click()
    await page.getByRole('heading', { name: 'Split', exact: true, level: 2 }).waitFor()

    await page.goto(address)
    await choose(page, 'QUAYSIDE')
    await next(page)
    await page.getByRole('radio', { name: /^Yes, add to/ }).check()
    await shot(page, 'split-pool')
    await next(page)
    await page.getByText('has 4 copies then').or(page.getByText('will have 4 copies then')).waitFor()
    await page.getByRole('button', { name: 'Back', exact: true }).click()
    expect(await page.getByRole('radio', { name: /^Yes, add to/ }).isChecked()).toBe(true)
    await next(page)
    await page.getByRole('button', { name: 'Split 1 copy' }).click()
    await page.getByRole('heading', { name: 'Split', exact: true, level: 2 }).waitFor()
    await shot(page, 'split-done')
  })

  test('[ENT-04] a partner adds the customer on the way, and is told what is about to happen', async () => {
    const api = await signInToApi(admin)
    const own = (await accountsOf(partner)).find(({ name }) => name.startsWith('Harbor'))
    const sold = await sell(api, own?.code ?? '', 'distributor')
    const page = await browser.window(partner)
    const account = page.getByRole('textbox', { name: /^Account name/ })

    await page.goto(addressOf(partner, `/entitlements/${sold.lineItems[0].id}/split`))
    await page.getByRole('radio', { name: 'A new account' }).check()
    await next(page)
    await refused(page, 'Give the name of the new account')
    await account.fill('Wharf Winches')
    await page.getByRole('textbox', { name: /^Account ID/ }).fill('WHARF')
    await page.getByRole('textbox', { name: /^First name/ }).fill('Ida')
    await next(page)
    await refused(page, 'leave all three empty')
    await page.getByRole('textbox', { name: /^Last name/ }).fill('Stone')
    await page.getByRole('textbox', { name: /^Email/ }).fill('ida@wharf.example')
    await page.getByRole('radio', { name: 'An account that exists' }).check()
    await page.getByRole('radio', { name: 'A new account' }).check()
    expect(await account.inputValue()).toBe('Wharf Winches')
    await shot(page, 'split-new-account')
    await next(page)
    await page.getByRole('textbox', { name: /^Split amount/ }).fill('2')
    await next(page)
    await page.getByText('The customer account Wharf Winches will be added with the ID WHARF').waitFor()
    await page.reload()
    await page.getByText('The customer account Wharf Winches will be added with the ID WHARF').waitFor()
    await shot(page, 'split-new-account-review')
    await page.getByRole('button', { name: 'Split 2 copies' }).click()
    await page.getByText('The customer account Wharf Winches has been added').waitFor()
    await shot(page, 'split-new-account-done')

    const accounts = await accountsOf(partner)
    expect(accounts.map(({ code }) => code)).toContain('WHARF')
  })

  test('[ENT-04] with "Hide split" on, partners see no button, and the producer still does', async () => {
    const api = await signInToApi(admin)
    const own = (await accountsOf(partner)).find(({ name }) => name.startsWith('Harbor'))
    const sold = await sell(api, own?.code ?? '', 'distributor')
    const [{ id }] = sold.lineItems
    const hides = (value: boolean) => api.put('/v1/settings/licenses.hides-split', { value })
    const page = await browser.window(partner)
    const split = page.getByRole('button', { name: 'Split', exact: true })

    await page.goto(addressOf(partner, `/entitlements/${id}`))
    await split.waitFor()
    await hides(true)
    try {
      await page.reload()
      await page.getByRole('button', { name: 'Transfer', exact: true }).waitFor()
      expect(await split.count()).toBe(0)
      const producer = await browser.window(admin)
      await producer.goto(addressOf(admin, `/line-items/${id}`))
      await producer.getByRole('button', { name: 'More commands' }).click()
      await producer.getByRole('menuitem', { name: 'Split', exact: true }).waitFor()
    } finally {
      await hides(false)
    }
  })

  test('[ENT-06] the producer hands a whole entitlement over, and the origin is obsolete', async () => {
    const api = await signInToApi(admin)
    const [own] = await accountsOf(customer)
    await api.post('/v1/accounts', { code: 'HEIR', name: 'Heir Presses', kind: 'customer' })
    const sold = await sell(api, own?.code ?? '', 'end-customer')
    const page = await browser.window(admin)

    await page.goto(addressOf(admin, `/entitlements/${sold.id}/transfer`))
    await heading(page, `Transfer ${sold.entitlementId}`)
    await page.getByRole('button', { name: 'Transfer', exact: true }).click()
    await choose(page, 'Heir')
    await page.getByRole('switch', { name: /^Keep the activation IDs/ }).check()
    await shot(page, 'transfer-whole')
    await page.getByRole('button', { name: 'Transfer', exact: true }).click()
    await announced(page, /has everything now/)
    await page.getByText(sold.lineItems[0].activationId).first().waitFor()
    await page.goto(addressOf(admin, `/entitlements/${sold.id}`))
    await page.getByText('Obsolete').first().waitFor()
    await page.goto(addressOf(admin, `/line-items/${sold.lineItems[0].id}`))
    await page.getByRole('table', { name: 'Splits and transfers' }).getByText('HEIR (Heir Presses)').waitFor()
    await shot(page, 'transfer-whole-story')
  })
})

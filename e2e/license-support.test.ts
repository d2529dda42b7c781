import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { signInToApi, type TestApi } from './testing/api.ts'
import { addressOf, portals, useBrowser } from './testing/browser.ts'
import { announced, eventually, heading, refused } from './testing/expect-page.ts'

interface License {
  readonly id: string
  readonly fulfillmentCode: string
}

const WAITING =
  '/v1/line-items?limit=100&superseded=hide&where=licenseModel.equals:Floating&where=state.in:deployed&where=validity.in:unexpired'
const [FIRST, SECOND, LOST] = ['02A0E2E50001', '02A0E2E50002', '02A0E2E50003']
const { customer, admin } = portals

describe('acts on a license', () => {
  const browser = useBrowser()
  let api: TestApi
  let activationId: string
  beforeAll(async () => {
    api = await signInToApi(customer)
    const { rows } = await api.get<{ rows: { activationId: string; available: number }[] }>(WAITING)
    activationId = rows.filter(({ available }) => available >= 7).at(-1)?.activationId ?? ''
    expect(activationId).not.toBe('')
  })

  /** A license of five copies on a server, or as many as wanted. */
  async function licensed(server: string, copies = 5): Promise<License> {
    const hosts = [{ servers: [{ type: 'ethernet', value: server }], copies }]
    const { licenses } = await api.post<{ licenses: License[] }>('/v1/activations', {
      items: [{ lineItem: activationId, hosts }],
    })
    return licenses[0] as License
  }

  test(
    '[LIFE-02] [LIFE-03] [LIFE-04] [LIFE-12] a customer returns a part, repairs, rehosts, and looks at the chain',
    { timeout: 120_000 },
    async () => {
      const license = await licensed(FIRST)
      const page = await browser.window(customer)
      await page.goto(addressOf(customer, `/licenses/${license.id}`))
      await page.getByRole('button', { name: 'Return', exact: true }).click()
      await heading(page, /^Return/)
      await page.getByRole('radio', { name: 'Return some of the copies' }).check()
      await page.getByRole('textbox', { name: 'Copies' }).fill('9')
      await page.getByRole('button', { name: 'Next: Review' }).click()
      await page.getByText('9 copies were asked for').waitFor()
      await page.getByRole('textbox', { name: 'Copies' }).fill('2')
      await page.getByText('2 copies become available').waitFor()
      await page.getByRole('button', { name: 'Next: Review' }).click()
      await page.getByText('Verified with the server. Nothing has been written.').waitFor()
      expect(await stateOf(license.id)).toBe('active')
      await page.reload()
      await page.getByText('Verified with the server. Nothing has been written.').waitFor()
      await page.getByRole('button', { name: 'Back' }).click()
      expect(await page.getByRole('textbox', { name: 'Copies' }).inputValue()).toBe('2')
      await page.getByRole('button', { name: 'Next: Review' }).click()
      await page.getByRole('button', { name: 'Return license' }).click()
      await page.getByText('2 copies are available again.').waitFor()
      await page.getByRole('heading', { name: '1 license generated' }).waitFor()

      await page.getByRole('link', { name: 'Details' }).click()
      await act(page, 'Repair')
      await page.getByRole('combobox', { name: /^Time Zone/ }).click()
      await page.getByRole('option', { name: 'Time zone of the license server only' }).click()
      await page.getByRole('button', { name: 'Next: Review' }).click()
      await page.getByRole('list', { name: 'Settings that change' }).getByText('not used').waitFor()
      await page.getByRole('button', { name: 'Repair license' }).click()
      await page.getByRole('heading', { name: '1 license generated' }).waitFor()

      await page.getByRole('link', { name: 'Details' }).click()
      await act(page, 'Rehost')
      await page.getByRole('button', { name: 'Next: Review' }).click()
      await refused(page, 'Add the machine')
      await page.getByRole('button', { name: 'Add license server' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox', { name: 'Host ID' }).fill('12345')
      await dialog.getByRole('button', { name: 'Add', exact: true }).click()
      await dialog.getByText('Enter all 12 digits.').waitFor()
      await dialog.getByRole('textbox', { name: 'Host ID' }).fill(SECOND)
      await dialog.getByRole('button', { name: 'Add', exact: true }).click()
      await announced(page, 'Host added.')
      await page.getByRole('button', { name: 'Next: Review' }).click()
      await page.getByRole('button', { name: 'Rehost license' }).click()
      await page.getByRole('heading', { name: '1 license generated' }).waitFor()

      await page.getByRole('button', { name: 'Show the chain' }).click()
      const chain = page.getByRole('list', { name: 'Records of this license' })
      await eventually(
        () => chain.locator('.s-label').allInnerTexts(),
        ['RETURN', 'REPAIR', 'REHOST', 'MASTER'],
      )
      await chain.getByText('this license').waitFor()
      await page.getByRole('tab', { name: 'History' }).click()
      await page.getByText('rehosted the license').waitFor()
      await page
        .getByText(/^Ended: .*license FID-/)
        .first()
        .waitFor()
      await page.goto(addressOf(customer, `/licenses/${license.id}`))
      await page.getByRole('button', { name: 'More commands' }).click()
      await page.getByText('is not active any more; its chain shows it as return.').first().waitFor()
    },
  )

  test(
    '[LIFE-01] the list leaves ended licenses out until they are asked for, and offers the acts of one',
    { timeout: 60_000 },
    async () => {
      const license = await licensed(FIRST, 1)
      await api.post(`/v1/fulfillments/${license.id}/return`, {})
      const page = await browser.window(customer)
      const where = `where=fulfillmentCode.equals:${license.fulfillmentCode}`
      await page.goto(addressOf(customer, `/licenses?${where}`))
      await page
        .getByText(/No licenses match|Nothing matches/)
        .first()
        .waitFor()
      await page.getByRole('button', { name: 'Show ended licenses' }).first().click()
      const row = page.getByRole('row').filter({ hasText: 'Return' })
      await row.getByRole('checkbox').check()
      await page.getByRole('button', { name: 'Action' }).click()
      await page.getByText('is not active any more').first().waitFor()
    },
  )

  test(
    '[BEY-15] a customer releases a lost host, and learns when the next release is possible',
    { timeout: 60_000 },
    async () => {
      await licensed(LOST, 1)
      const page = await browser.window(customer)
      await page.goto(addressOf(customer, `/hosts?where=label.contains:${LOST}`))
      await page.getByRole('row').filter({ hasText: LOST }).getByRole('checkbox').check()
      await page.getByRole('button', { name: 'Release' }).click()
      await page.getByText('1 license would end, 1 copy would become free').waitFor()
      const release = page.getByRole('button', { name: 'Release host' })
      expect(await release.isDisabled()).toBe(true)
      await page.getByRole('textbox', { name: /What happened/ }).fill('Left in a train')
      await page.getByRole('checkbox').check()
      await release.click()
      await page.getByText('1 copy is free to be used on another machine.').waitFor()
      await page.getByText('The next release is possible').waitFor()
      const producer = await signInToApi(admin)
      expect(await producer.mailedTo('northwindmill', /(Left in a train)/)).toBe('Left in a train')

      await licensed(LOST, 1)
      await page.reload()
      await refused(page, 'An account may release 1 host in 90 days')
    },
  )

  test(
    '[LIFE-01] [LIFE-06] the producer helps: an emergency license beside, and a correction of its own mistake',
    { timeout: 90_000 },
    async () => {
      const license = await licensed(FIRST, 1)
      const page = await browser.window(admin)
      await page.goto(addressOf(admin, `/licenses/${license.id}`))
      await act(page, 'Emergency license')
      await page.getByRole('textbox', { name: 'Duration' }).fill('0')
      await page.getByRole('button', { name: 'Next: Review' }).click()
      await page.getByText('Enter a whole number from 1.').waitFor()
      await page.getByRole('textbox', { name: 'Duration' }).fill('10')
      await page.getByRole('button', { name: 'Next: Review' }).click()
      await page.getByText('The license itself does not change.').waitFor()
      await page.getByRole('button', { name: 'Issue emergency license' }).click()
      await page.getByRole('heading', { name: '1 license generated' }).waitFor()

      await page.goto(addressOf(admin, `/licenses/${license.id}`))
      await act(page, 'Correct publisher error')
      await page.getByRole('button', { name: 'Next: Review' }).click()
      await page.getByRole('button', { name: 'Issue corrected license' }).click()
      await page.getByText('License corrected.').first().waitFor()
      await page.getByRole('button', { name: 'Show the chain' }).click()
      const chain = page.getByRole('list', { name: 'Records of this license' })
      await eventually(
        async () => (await chain.locator('.s-label').allInnerTexts()).sort(),
        ['EMERGENCY', 'MASTER', 'PUBLISHER ERROR'],
      )
    },
  )

  async function stateOf(id: string): Promise<string> {
    return (await api.get<{ state: string }>(`/v1/fulfillments/${id}`)).state
  }
})

/** Begins an act from the page of a license, wherever its command stands. */
async function act(page: Page, label: string): Promise<void> {
  await page.getByRole('heading', { name: 'License text' }).waitFor()
  const button = page.getByRole('button', { name: label, exact: true })
  if (await button.isVisible()) await button.click()
  else {
    await page.getByRole('button', { name: 'More commands' }).click()
    await page.getByRole('menuitem', { name: label, exact: true }).click()
  }
  await page.getByRole('button', { name: 'Next: Review' }).waitFor()
}

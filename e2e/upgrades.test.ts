import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { signInToApi, type TestApi } from './testing/api.ts'
import { addressOf, portals, useBrowser } from './testing/browser.ts'
import { eventually, heading } from './testing/expect-page.ts'

interface LineItem {
  readonly id: string
  readonly activationId: string
}

interface License {
  readonly id: string
  readonly fulfillmentCode: string
  readonly copies: number
}

/** The scenario of Figure 2-1 of the published help, sold to Northwind Mill, with its four licenses on dogma. */
interface Figure {
  readonly l1p1: LineItem
  readonly l2p1: LineItem
  readonly l1p2: LineItem
  /** The upgrade to version 3. */
  readonly p3: LineItem
}

const DOGMA = {
  servers: [{ type: 'hostname', value: 'dogma' }],
  nodeHosts: [{ type: 'any', value: 'ANY' }],
}

describe('upgrades of what is in use', () => {
  const browser = useBrowser()
  let producer: TestApi
  let figure: Figure
  beforeAll(async () => {
    producer = await signInToApi(portals.admin)
    figure = await sellFigure(producer)
  }, 60_000)

  test(
    '[ACT-03] [ACT-06] [ACT-07] the worked example: four of five copies on host dogma, new licenses for both parts',
    { timeout: 90_000 },
    async () => {
      const { l1p1, l2p1, l1p2, p3 } = figure
      const page = await browser.window(portals.customer)
      await page.goto(addressOf(portals.customer, `/activate?items=${p3.id}`))
      await heading(page, /^Activate Journey/)
      await page.getByRole('combobox', { name: 'Add a contact to the ship-to email' }).fill('Rosmarin')
      await page.getByRole('option').first().click()
      const mailTo = page.getByRole('textbox', { name: 'Ship-to email' })
      await eventually(async () => /^[^@]+@[^@]+$/.test(await mailTo.inputValue()), true)
      await next(page, 'Hosts')
      await addDogma(page)
      await next(page, 'Counts')

      await page.getByText('Copies available to upgrade from previous licenses on host').waitFor()
      for (const [{ activationId }, version, available] of [
        [l2p1, '1', '2'],
        [l1p2, '2', '2'],
        [l1p1, '1', '5'],
      ] as const) {
        const cells = page.getByRole('row').filter({ hasText: activationId }).getByRole('cell')
        await eventually(
          async () => (await cells.allInnerTexts()).slice(2, 5),
          [version, 'Permanent', available],
        )
      }

      const count = page.getByRole('textbox', {
        name: `Upgrade count of ${l1p1.activationId} on HOSTNAME=dogma`,
      })
      await count.fill('6')
      await next(page, 'Review')
      await page.getByText('5 are active there').waitFor()
      await count.fill('4')
      await page.getByRole('button', { name: 'Back' }).click()
      await page.getByRole('heading', { name: 'Hosts', level: 2 }).waitFor()
      await next(page, 'Counts')
      expect(await count.inputValue()).toBe('4')

      await next(page, 'Review')
      await page.getByText('Verified: 2 licenses can be generated.').waitFor()
      await page.getByRole('heading', { name: 'What ends' }).waitFor()
      await page.getByText('1 copy stays and gets a new license').waitFor()
      await page.getByRole('button', { name: 'Generate 2 licenses, 4 copies' }).click()
      await page.getByRole('heading', { name: '2 licenses generated' }).waitFor()

      expect((await activeOf(producer, l1p1)).map(({ copies }) => copies)).toEqual([1])
      const [upgraded, ...others] = await activeOf(producer, p3)
      expect([upgraded?.copies, others]).toEqual([4, []])
      await page.goto(addressOf(portals.customer, `/licenses/${upgraded?.id}`))
      await page.getByRole('tab', { name: 'Chain' }).click()
      const chain = page.getByRole('list', { name: 'Records of this license' })
      await chain.getByText(/^Took 2 copies from FID-\w+, 2 from FID-\w+$/).waitFor()
      expect(await chain.getByText(`Gave 2 copies to ${upgraded?.fulfillmentCode}`).count()).toBe(2)
    },
  )

  test('[LIFE-05] a license is upgraded from its own page, in part, after what was wrong was said', async () => {
    const { l2p1, p3 } = figure
    const [license] = await activeOf(producer, l2p1)
    const page = await browser.window(portals.customer)
    await page.goto(addressOf(portals.customer, `/licenses/${license?.id}`))
    await press(page, 'Upgrade or renew')
    await heading(page, /^Upgrade Journey/)
    await page.getByText(p3.activationId).waitFor()
    await page.getByRole('radio', { name: 'Some of them' }).check()
    const copies = page.getByRole('textbox', { name: 'Copies' })
    await copies.fill('3')
    await next(page, 'Settings')
    await page.getByText('The license has 2 copies.').waitFor()
    await copies.fill('1')
    await next(page, 'Settings')
    await page.getByRole('textbox', { name: 'Ship-to email' }).fill('no address')
    await next(page, 'Review')
    await eventually(
      () => page.getByRole('textbox', { name: 'Ship-to email' }).getAttribute('aria-invalid'),
      'true',
    )
    await page.getByRole('textbox', { name: 'Ship-to email' }).fill('')
    await page.getByRole('button', { name: 'Back' }).click()
    expect(await copies.inputValue()).toBe('1')
    await next(page, 'Settings')
    await next(page, 'Review')

    await page.getByText('Verified with the server. Nothing has been written.').waitFor()
    await page.getByText('Stays in the history as upgrade.').waitFor()
    await page.getByRole('button', { name: 'Upgrade 1 copy' }).click()
    await page.getByRole('heading', { name: '2 licenses generated' }).waitFor()

    expect((await activeOf(producer, l2p1)).map(({ copies: left }) => left)).toEqual([1])
  })

  test('[LIFE-05] the producer does the same on behalf, and a license that ended says why not', async () => {
    const { l1p2, p3 } = figure
    const [license] = await activeOf(producer, l1p2)
    const page = await browser.window(portals.admin)
    await page.goto(addressOf(portals.admin, `/licenses/${license?.id}/upgrade`))
    await heading(page, /^Upgrade Journey/)
    await page.getByRole('radio', { name: new RegExp(p3.activationId) }).waitFor()
    await next(page, 'Settings')
    await next(page, 'Review')
    await page.getByRole('button', { name: 'Upgrade 2 copies' }).click()
    await page.getByRole('heading', { name: '1 license generated' }).waitFor()
    await page.goto(addressOf(portals.admin, `/licenses/${license?.id}/upgrade`))
    await page.getByText('is not active any more').first().waitFor()
    expect(await activeOf(producer, l1p2)).toEqual([])
  })
})

async function sellFigure(api: TestApi): Promise<Figure> {
  const mark = Date.now().toString(36)
  const name = `Journey ${mark}`
  await api.post('/v1/features', { name: `journey_${mark}`, version: '1.0', deploy: true })
  await api.post('/v1/license-models', { name, kind: 'nodelocked-counted', deploy: true })
  for (const version of ['1', '2', '3']) {
    await api.post('/v1/products', {
      name,
      version,
      features: [{ feature: `journey_${mark}@1.0` }],
      licenseModels: [name],
      deploy: true,
    })
  }
  for (const from of ['1', '2']) {
    await api.post('/v1/product-relations', { kind: 'upgrade', from: `${name}@${from}`, to: `${name}@3` })
  }
  const { rows } = await api.get<{ rows: { code: string }[] }>(
    '/v1/accounts?where=name.equals:Northwind%20Mill',
  )
  const sell = async (version: string, copies: number) => {
    const sale = await api.post<{ lineItems: LineItem[] }>('/v1/entitlements', {
      soldTo: rows[0]?.code,
      autoDeploy: true,
      lineItems: [
        {
          products: [{ product: `${name}@${version}` }],
          licenseModel: name,
          copies,
          startsOn: '2026-01-01',
          term: { kind: 'permanent' },
        },
      ],
    })
    return sale.lineItems[0] as LineItem
  }
  const activate = (lineItem: LineItem, copies: number) =>
    api.post('/v1/activations', { items: [{ lineItem: lineItem.id, hosts: [{ ...DOGMA, copies }] }] })
  const [l1p1, l2p1, l1p2] = [await sell('1', 5), await sell('1', 2), await sell('2', 2)]
  await activate(l1p1, 2)
  await activate(l1p1, 3)
  await activate(l2p1, 2)
  await activate(l1p2, 2)
  const p3 = await api.post<LineItem>(`/v1/line-items/${l1p1.id}/upgrade`, {
    products: [{ product: `${name}@3` }],
    copies: 9,
    autoDeploy: true,
  })
  return { l1p1, l2p1, l1p2, p3 }
}

/** The active licenses of a line item. */
async function activeOf(api: TestApi, { activationId }: LineItem): Promise<readonly License[]> {
  const path = `/v1/fulfillments?limit=100&where=activationId.equals:${activationId}&where=state.in:active`
  return (await api.get<{ rows: License[] }>(path)).rows
}

async function next(page: Page, step: string): Promise<void> {
  await page.getByRole('button', { name: `Next: ${step}` }).click()
}

/** A command of the record, in the bar or in its menu. */
async function press(page: Page, label: string): Promise<void> {
  const button = page.getByRole('button', { name: label })
  const link = page.getByRole('link', { name: label })
  const more = page.getByRole('button', { name: 'More', exact: true })
  await button.or(link).or(more).first().waitFor()
  if ((await button.or(link).count()) === 0) await more.click()
  await button
    .or(link)
    .or(page.getByRole('menuitem', { name: label }))
    .first()
    .click()
}

/** The license server dogma, for any machine. */
async function addDogma(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add license server' }).click()
  const dialog = page.getByRole('dialog')
  await choose(page, 'Host Name')
  await dialog.getByRole('textbox', { name: 'Host ID' }).fill('dogma')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Add node-locked hosts' }).click()
  await choose(page, 'ANY')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

async function choose(page: Page, option: string): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox', { name: 'Type' }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

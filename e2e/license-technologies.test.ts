import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { signInToApi, type TestApi } from './testing/api.ts'
import { addressOf, portals, useBrowser } from './testing/browser.ts'
import { announced, eventually, heading, refused } from './testing/expect-page.ts'

const { admin, customer } = portals
const NAME = 'Dongle key'

const shot = (page: Page, name: string) =>
  process.env['TALLYSTICK_SHOTS']
    ? page.screenshot({ path: `${process.env['TALLYSTICK_SHOTS']}/${name}.png`, fullPage: true })
    : null

describe('licenses of a technology of the producer', () => {
  const browser = useBrowser()
  let api: TestApi
  beforeAll(async () => {
    api = await signInToApi(admin)
  })

  test(
    '[CERT-05] a technology is added, a license waits on hold, the producer supplies it, the customer has it',
    { timeout: 120_000 },
    async () => {
      const page = await browser.window(admin)
      await page.goto(addressOf(admin, '/license-technologies/new'))
      await heading(page, 'New license technology')
      await page.getByRole('textbox', { name: /^Name/ }).fill(NAME)
      await page.getByRole('textbox', { name: /^Address of the generator/ }).fill('https://generator.example')
      await page.getByRole('button', { name: 'Create license technology' }).click()
      await refused(page, /generation by hand needs none/)
      await page.getByRole('textbox', { name: /^Address of the generator/ }).fill('')
      await shot(page, 'technology-new')
      await page.getByRole('button', { name: 'Create license technology' }).click()
      await heading(page, NAME)
      await shot(page, 'technology')

      const item = await sell()
      const window = await browser.window(customer)
      await activate(window, item.id)
      await window.getByRole('link', { name: 'Details' }).click()
      await window.getByText('waits on hold until the producer has supplied it').waitFor()
      await shot(window, 'held-license')

      await page.goto(addressOf(admin, '/held-licenses'))
      await heading(page, 'Licenses on hold')
      await page.getByRole('row').filter({ hasText: 'HOSTNAME=lathe-7' }).getByRole('checkbox').check()
      await shot(page, 'held-licenses')
      await page.getByRole('button', { name: 'Ask generator again' }).waitFor()
      await page.getByRole('button', { name: 'Supply', exact: true }).click()
      await page.getByRole('button', { name: 'Supply license' }).click()
      await page.getByText('Enter the text, or choose files.').waitFor()
      await page.getByRole('textbox', { name: 'License text' }).fill('LATHE KEY 4711\n')
      await shot(page, 'held-supply')
      await page.getByRole('button', { name: 'Supply license' }).click()
      await announced(page, 'License supplied.')
      await eventually(() => page.getByText('1 selected').count(), 0)
      await eventually(() => page.evaluate(() => document.activeElement?.textContent), 'Licenses on hold')

      await window.reload()
      await window.getByText('LATHE KEY 4711').waitFor()
      await window.getByRole('cell', { name: 'license.txt' }).waitFor()
      await shot(window, 'supplied-license')
    },
  )

  test(
    '[CERT-05] [LIFE-04] a customer rehosts a license; the producer refuses the new one, and the old one is good again',
    { timeout: 120_000 },
    async () => {
      const { id: technology } = await api.post<{ id: string }>('/v1/license-technologies', {
        name: 'Plotter key',
        kind: 'nodelocked-uncounted',
        generation: 'manual',
        hostAttributes: ['Serial number'],
      })
      expect(technology).not.toBe('')
      const item = await sellOf('Plotter key', 'Gearwright Plotter Key')
      const activated = await api.post<{ licenses: { id: string; fulfillmentCode: string }[] }>(
        '/v1/activations',
        {
          items: [
            {
              lineItem: item.id,
              hosts: [
                {
                  nodeHosts: [{ type: 'hostname', value: 'plotter-1' }],
                  hostAttributes: { 'Serial number': 'PL1' },
                },
              ],
            },
          ],
        },
      )
      const [license] = activated.licenses
      await api.post('/v1/held-licenses/supply', {
        licenses: [{ fulfillment: license?.id, files: [{ name: 'plotter.key', text: 'PLOTTER 1\n' }] }],
      })

      const window = await browser.window(customer)
      await window.goto(addressOf(customer, `/licenses/${license?.id}/rehost`))
      await heading(window, /^Rehost/)
      await window.getByRole('button', { name: 'Add host' }).click()
      const dialog = window.getByRole('dialog')
      await dialog.getByRole('combobox', { name: 'Type' }).or(dialog.getByLabel('Type')).first().click()
      await window
        .getByRole('option', { name: /^Host ?name/i })
        .first()
        .click()
      await dialog.getByRole('textbox', { name: 'Host ID' }).fill('plotter-2')
      await dialog.getByRole('button', { name: 'Add', exact: true }).click()
      const serial = window.getByRole('textbox', { name: 'Serial number of the new host' })
      expect(await serial.inputValue()).toBe('PL1')
      await serial.fill('')
      await window.getByRole('button', { name: 'Next: Review' }).click()
      await window.getByText('Enter the Serial number of the new host.').waitFor()
      await serial.fill('PL2')
      await shot(window, 'rehost-with-host-attribute')
      await window.getByRole('button', { name: 'Next: Review' }).click()
      await window.getByRole('button', { name: 'Rehost license' }).click()
      await window.getByText('It waits on hold for its files.').waitFor()
      await shot(window, 'rehost-on-hold')

      const page = await browser.window(admin)
      await page.goto(addressOf(admin, '/held-licenses'))
      await page.getByRole('row').filter({ hasText: 'HOSTNAME=plotter-2' }).getByRole('checkbox').check()
      await page.getByRole('button', { name: 'Refuse', exact: true }).click()
      await page.getByText('that one is good again instead').waitFor()
      await page.getByRole('textbox', { name: 'Reason' }).fill('PL2 was never sold.')
      await page.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click()
      await announced(page, '1 license refused, 0 copies returned, 1 earlier license is good again.')

      await window.goto(addressOf(customer, `/licenses/${license?.id}`))
      await window.getByText('PLOTTER 1').waitFor()
      await window.getByRole('tab', { name: 'Chain' }).click()
      const labels = window.getByRole('list', { name: 'Records of this license' }).locator('.s-label')
      await eventually(() => labels.allInnerTexts(), ['MASTER', 'REFUSED'])
      await window.getByRole('tab', { name: 'History' }).click()
      await window.getByText('PL2 was never sold.').first().waitFor()
      await shot(window, 'good-again')
    },
  )

  async function sell(): Promise<{ readonly id: string }> {
    const { rows } = await api.get<{ rows: { id: string; rowVersion?: number }[] }>(
      '/v1/license-technologies',
    )
    const own = await api.get<{ id: string; rowVersion: number }>(`/v1/license-technologies/${rows[0]?.id}`)
    await api.patch(`/v1/license-technologies/${own.id}`, {
      rowVersion: own.rowVersion,
      hostAttributes: ['Dongle number'],
    })
    return sellOf(NAME, 'Gearwright Lathe Key')
  }

  /** A model, a feature and a product of a technology, sold to the customer. */
  async function sellOf(technology: string, product: string): Promise<{ readonly id: string }> {
    const licenseModel = `By ${technology}`
    const feature = `${product.toLowerCase().replaceAll(' ', '_')}`
    await api.post('/v1/license-models', {
      name: licenseModel,
      kind: 'nodelocked-uncounted',
      technology,
      deploy: true,
    })
    await api.post('/v1/features', { name: feature, version: '1.0', deploy: true })
    await api.post('/v1/products', {
      name: product,
      version: '1',
      features: [{ feature: `${feature}@1.0` }],
      licenseModels: [licenseModel],
      deploy: true,
    })
    const accounts = await (await signInToApi(customer)).get<{ rows: { code: string }[] }>('/v1/accounts')
    const sale = await api.post<{ lineItems: readonly [{ id: string }] }>('/v1/entitlements', {
      parties: [{ tier: 'end-customer', account: accounts.rows[0]?.code, isOwner: true }],
      autoDeploy: true,
      lineItems: [
        {
          products: [{ product: `${product}@1` }],
          licenseModel,
          copies: 2,
          startOption: 'specify-now',
          startsOn: '2026-01-01',
          term: { kind: 'date', expiresOn: '2030-12-31' },
        },
      ],
    })
    return sale.lineItems[0]
  }

  /** Through the wizard: the technology asks more of the host than its ID. */
  async function activate(page: Page, lineItem: string): Promise<void> {
    await page.goto(addressOf(customer, `/activate?items=${lineItem}`))
    await heading(page, /^Activate/)
    await page.getByRole('button', { name: 'Next: Hosts' }).click()
    await page.getByRole('button', { name: 'Add hosts' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Type' }).or(dialog.getByLabel('Type')).first().click()
    await page
      .getByRole('option', { name: /^Host ?name/i })
      .first()
      .click()
    await dialog.getByRole('textbox', { name: 'Host ID' }).fill('lathe-7')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('button', { name: 'Next: Counts' }).click()
    await page.getByText('Enter the Dongle number of HOSTNAME=lathe-7.').first().waitFor()
    await page.getByRole('textbox', { name: 'Dongle number of HOSTNAME=lathe-7' }).fill('GW17')
    await shot(page, 'host-attributes')
    await page.getByRole('button', { name: 'Next: Counts' }).click()
    await page.getByRole('button', { name: 'Next: Review' }).click()
    await page.getByText('Verified: 1 license can be generated.').waitFor()
    await page.getByRole('button', { name: /^Generate 1 license/ }).click()
    await page.getByRole('heading', { name: '1 license generated' }).waitFor()
    expect(await page.getByText('SIGN=').count()).toBe(0)
  }
})

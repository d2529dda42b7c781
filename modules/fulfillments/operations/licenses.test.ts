import { verifyLicense } from '@tallystick/license-file/verifier.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCast, server, type Cast } from '../testing/fulfillments-cast.ts'

interface License {
  readonly id: string
  readonly fulfillmentCode: string
  readonly licenseText: string
}

let cast: Cast
beforeAll(async () => {
  cast = await buildCast({
    vendorString: { when: 'at-fulfillment' },
    notice: { when: 'now', value: 'Licensed to {SoldTo.displayName}' },
    borrowing: { when: 'now', value: 72 },
  })
}, 60_000)
afterAll(() => cast.house.close())

async function activate(attributes: object = {}): Promise<License> {
  const lineItem = await cast.sell('floating-counted')
  const input = { items: [{ lineItem, hosts: [{ servers: [server(9)], copies: 2 }], attributes }] }
  const { licenses } = await cast.run<{ licenses: License[] }>('activate-line-items', input)
  return licenses[0] as License
}

describe('attributes in the text', () => {
  test('[ACT-03] values of the model, and those given at activation, stand in each line', async () => {
    const { licenseText } = await activate({ vendorString: 'tier gold' })

    const text = licenseText.replaceAll(/\\\n\t/g, '')
    expect(text).toContain('VENDOR_STRING="tier gold"')
    expect(text).toContain('NOTICE="Licensed to Northwind Mill"')
    expect(text).toContain('BORROW=72')
  })

  test.each([['a "quoted" word'], ['two\nlines'], ['x" HOSTID=ANY SIGN="'], ['tab\u0007']])(
    '[CERT-01] a text that could end its value is refused: %j',
    async (vendorString) => {
      await expect(activate({ vendorString })).rejects.toMatchObject({
        refusal: { code: expect.stringMatching(/^attribute-value|^substitution/) },
      })
    },
  )
})

describe('licenses', () => {
  test('[LIFE-01] a license is listed and shown again with its text', async () => {
    const { id, fulfillmentCode, licenseText } = await activate()

    const list = await cast.run<{ rows: object[] }>('list-licenses', {
      where: [`fulfillmentCode.equals:${fulfillmentCode}`],
    })
    expect(list.rows).toMatchObject([
      { id, server: '02A000000009', copies: 2, supportAction: 'master', state: 'active' },
    ])
    const view = await cast.run<object>('get-license', { fulfillment: fulfillmentCode })
    expect(view).toMatchObject({ id, licenseText, commands: { 'email-license': { allowed: true } } })
    const history = await cast.run<{ entries: object[] }>('get-license-history', { fulfillment: id })
    expect(history.entries).toMatchObject([{ action: 'license.activated' }])
  })

  test('[LIFE-12] the history of its line item says how many copies were taken, and what became of them', async () => {
    const { id, fulfillmentCode } = await activate()
    const returned = await cast.run<{ licenses: { fulfillmentCode: string }[] }>('return-license', {
      fulfillment: id,
      copies: 1,
    })
    const { activationId } = await cast.run<{ activationId: string }>('get-license', { fulfillment: id })

    const history = await cast.run<{ entries: object[] }>('get-line-item-history', { id: activationId })

    expect(history.entries.slice(0, 2)).toMatchObject([
      {
        action: 'license.returned',
        details: {
          ended: [{ license: fulfillmentCode, became: 'return' }],
          issued: [{ license: returned.licenses[0]?.fulfillmentCode, copies: 1 }],
        },
      },
      { action: 'license.activated', details: { copies: [2] } },
    ])
  })

  test('[ACT-08] mailing a license announces it with its addresses; a wrong address is named', async () => {
    const { id } = await activate()

    await cast.run('email-license', {
      fulfillment: id,
      to: 'ann@northwind.example,bob@northwind.example',
      language: 'de',
    })

    const { rows } = await cast.house.owner.query<{ payload: object }>(
      `SELECT payload FROM outbox WHERE type = 'license.emailed'`,
    )
    expect(rows).toMatchObject([
      {
        payload: {
          fulfillmentIds: [id],
          to: ['ann@northwind.example', 'bob@northwind.example'],
          language: 'de',
        },
      },
    ])
    await expect(cast.run('email-license', { fulfillment: id, to: 'ann@,x' })).rejects.toMatchObject({
      refusal: { code: 'ship-to-email' },
    })
  })
})

describe('signing keys', () => {
  test('[CERT-06] files signed before a rotation stay verifiable, new ones carry the new key', async () => {
    const old = await activate()
    const first = await cast.run<{ keys: { kid: string }[] }>('list-signing-keys', {})

    const rotated = await cast.run<{ kid: string }>('rotate-signing-key', {})

    const fresh = await activate()
    expect(first.keys.map(({ kid }) => kid)).not.toContain(rotated.kid)
    expect(fresh.licenseText).toContain(rotated.kid)
    expect(old.licenseText).not.toContain(rotated.kid)
    const trust = await cast.run<{ rootPublicKey: string }>('get-trust', {})
    for (const { licenseText } of [old, fresh]) {
      const verdict = verifyLicense(licenseText, { rootPublicKey: trust.rootPublicKey }, cast.house.now)
      expect(verdict.isGenuine).toBe(true)
    }
  })

  test('[CERT-01] no private key stands in the database in clear', async () => {
    const { rows } = await cast.house.owner.query<{ private_key_sealed: Buffer }>(
      'SELECT private_key_sealed FROM signing_key',
    )
    expect(rows.length).toBeGreaterThan(1)
    for (const { private_key_sealed: sealed } of rows) expect(sealed.length).toBe(12 + 16 + 32)
  })
})

describe('the form of an activation', () => {
  test('[ACT-01] asks what the model leaves open, with the figures and the hosts of the account', async () => {
    const lineItem = await cast.sell('floating-counted')

    const form = await cast.run<{ items: object[]; hosts: object[]; togetherRefusal: unknown }>(
      'get-activation-form',
      {
        lineItems: lineItem,
      },
    )

    expect(form.items).toMatchObject([
      {
        fields: { asksServerHost: true, asksNodeHosts: false, asksCount: true },
        figures: { copiesTotal: 10, copiesAvailable: 10 },
        refusal: null,
      },
    ])
    expect(form.hosts).toContainEqual(expect.objectContaining({ label: '02A000000009', use: 'server' }))
  })

  test('[BEY-03] says why line items of different models do not go together', async () => {
    const [one, two] = [await cast.sell('floating-counted'), await cast.sell('nodelocked-uncounted')]

    const form = await cast.run<{ togetherRefusal: object }>('get-activation-form', { lineItems: [one, two] })

    expect(form.togetherRefusal).toMatchObject({ code: 'license-models-differ', reason: expect.any(String) })
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { node, server } from '../testing/fulfillments-cast.ts'
import { buildReplacingCast, type ReplacingCast } from '../testing/replacing-cast.ts'
import { issuedOf, recordsOf, type Issued } from '../testing/support-cast.ts'

interface Answer {
  readonly licenses: readonly Issued[]
  readonly replaced: readonly {
    readonly fulfillmentCode: string
    readonly became: string
    readonly copiesReplaced: number
    readonly copiesLeft: number
  }[]
}

let world: ReplacingCast
beforeAll(async () => {
  world = await buildReplacingCast()
}, 60_000)
afterAll(() => world.cast.house.close())

const dogma = { type: 'hostname', value: 'dogma' }
const onDogma = { servers: [dogma], nodeHosts: [{ type: 'any', value: 'ANY' }] }
const activate = (lineItem: string, ...hosts: readonly object[]) =>
  world.cast.run<Answer>('activate-line-items', { items: [{ lineItem, hosts }] })
const codes = (licenses: readonly Issued[]) => licenses.map(({ fulfillmentCode }) => fulfillmentCode)

/** Figure 2-1: two line items of P1 and one of P2, with four licenses on dogma, and an upgrade to P3. */
async function figure() {
  const l1p1 = await world.sell('P@1', 5)
  const l2p1 = await world.sell('P@1', 2)
  const l1p2 = await world.sell('P@2', 2)
  const [f1] = await issuedOf(world.cast, l1p1, { ...onDogma, copies: 2 })
  // A minute later, so that the older license is known.
  world.cast.house.now = world.cast.house.now.add({ minutes: 1 })
  const [f2] = await issuedOf(world.cast, l1p1, { ...onDogma, copies: 3 })
  await issuedOf(world.cast, l2p1, { ...onDogma, copies: 2 })
  await issuedOf(world.cast, l1p2, { ...onDogma, copies: 2 })
  const p3 = await world.change('upgrade', l1p1, { products: [{ product: 'P@3' }], copies: 9 })
  return { l1p1, l2p1, l1p2, p3, f1, f2 }
}

describe('the worked example of the published help', () => {
  test('[ACT-06] Figure 2-2: on host dogma 2, 2 and 5 copies are available; four of the five are drawn', async () => {
    const { l1p1, l2p1, l1p2, p3, f1, f2 } = await figure()

    const grid = await world.cast.run<{ hosts: { host: string; rows: object[] }[] }>(
      'list-copies-to-replace',
      {
        lineItem: p3,
        hosts: [onDogma],
      },
    )
    const row = (parent: string, product: string, version: string, available: number) => ({
      activationId: parent,
      product,
      version,
      expiresOn: null,
      available,
    })
    const mine = [l1p1, l2p1, l1p2]
    const rows = grid.hosts[0]?.rows.filter((one) =>
      mine.includes((one as { activationId: string }).activationId),
    )
    expect(grid.hosts).toHaveLength(1)
    expect(grid.hosts[0]?.host).toBe('HOSTNAME=dogma')
    expect(rows).toHaveLength(3)
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining(row(l2p1, 'P', '1', 2)),
        expect.objectContaining(row(l1p2, 'P', '2', 2)),
        expect.objectContaining(row(l1p1, 'P', '1', 5)),
      ]),
    )

    const answer = await activate(p3, { ...onDogma, replaces: [{ lineItem: l1p1, copies: 4 }] })

    expect(answer.replaced).toMatchObject([
      { fulfillmentCode: f1.fulfillmentCode, became: 'upgrade', copiesReplaced: 2, copiesLeft: 0 },
      { fulfillmentCode: f2.fulfillmentCode, became: 'upgrade', copiesReplaced: 2, copiesLeft: 1 },
    ])
    expect(answer.licenses.map(({ copies }) => copies)).toEqual([4, 1])
    expect(await recordsOf(world.cast, l1p1)).toEqual([
      ['upgrade', 'obsolete', 2, 0],
      ['upgrade', 'obsolete', 3, 0],
      ['master', 'active', 1, 1],
    ])
    expect(await recordsOf(world.cast, p3)).toEqual([['master', 'active', 4, 4]])
    expect(await world.books(l1p1, p3, l2p1, l1p2)).toEqual([
      [5, 1, 4, null],
      [9, 4, 0, 4],
      [2, 2, 0, null],
      [2, 2, 0, null],
    ])
  })

  test('[ACT-06] copies of several line items become one license, also of another entitlement and product', async () => {
    const { l1p1, l2p1, l1p2, p3 } = await figure()
    const replaces = [
      { lineItem: l2p1, copies: 2 },
      { lineItem: l1p2, copies: 2 },
      { lineItem: l1p1, copies: 5 },
    ]

    const { licenses, replaced } = await activate(p3, { ...onDogma, replaces })

    expect(licenses.map(({ copies }) => copies)).toEqual([9])
    expect(replaced).toHaveLength(4)
    expect(await world.books(p3, l1p1, l2p1, l1p2)).toEqual([
      [9, 9, 0, 9],
      [5, 0, 5, null],
      [2, 0, 2, null],
      [2, 0, 2, null],
    ])
  })

  test('[ACT-06] the rest of a divided license stays in its chain; the upgraded part goes on in that of the whole one', async () => {
    const { l1p1, p3, f1, f2 } = await figure()

    const { licenses } = await activate(p3, { ...onDogma, replaces: [{ lineItem: l1p1, copies: 4 }] })

    const { rows } = await world.cast.house.owner.query<{ code: string; chain: string; parent: string }>(
      `SELECT f.fulfillment_code AS code, c.fulfillment_code AS chain, p.fulfillment_code AS parent
       FROM fulfillment f JOIN fulfillment c ON c.fulfillment_id = f.chain_id
       JOIN fulfillment p ON p.fulfillment_id = f.parent_fulfillment_id WHERE f.fulfillment_code = ANY($1)`,
      [codes(licenses)],
    )
    const [upgraded, rest] = codes(licenses).map((code) => rows.find((row) => row.code === code))
    expect(upgraded).toMatchObject({ chain: f1.fulfillmentCode, parent: f1.fulfillmentCode })
    expect(rest).toMatchObject({ chain: f2.fulfillmentCode, parent: f2.fulfillmentCode })
  })
})

describe('new copies and replaced ones', () => {
  test('[ACT-06] go into one license, the new ones from what is free in the parent', async () => {
    const parent = await world.sell('P@1', 10)
    await issuedOf(world.cast, parent, { ...onDogma, copies: 6 })
    const child = await world.change('upgrade', parent, { products: [{ product: 'P@3' }] })

    const { licenses } = await activate(child, {
      ...onDogma,
      copies: 4,
      replaces: [{ lineItem: parent, copies: 6 }],
    })

    expect(licenses.map(({ copies }) => copies)).toEqual([10])
    expect(await world.books(parent, child)).toEqual([
      [10, 0, 10, null],
      [10, 10, 0, 10],
    ])
  })

  test('[ACT-06] an uncounted license takes one copy: replaced, or new', async () => {
    const parent = await world.sell('P@1', 3, { licenseModel: 'Workstation' })
    await issuedOf(world.cast, parent, { nodeHosts: [node('cad-1'), node('cad-2')] })
    const child = await world.change('upgrade', parent, { products: [{ product: 'P@3' }] })

    const { licenses, replaced } = await activate(
      child,
      { nodeHosts: [node('cad-1')], replaces: [{ lineItem: parent, copies: 1 }] },
      { nodeHosts: [node('cad-3')] },
    )

    expect(licenses.map(({ nodeHosts }) => nodeHosts)).toEqual([['HOSTNAME=cad-1'], ['HOSTNAME=cad-3']])
    expect(replaced).toHaveLength(1)
    expect(await world.books(parent, child)).toEqual([
      [3, 1, 2, null],
      [3, 2, 0, 2],
    ])
  })

  test('[ACT-06] a renewal ends the license of the old term, an upsell that of the smaller product', async () => {
    const yearly = { term: { kind: 'duration', amount: 1, unit: 'years' } }
    const old = await world.sell('P@3', 4, yearly)
    await issuedOf(world.cast, old, { ...onDogma, copies: 4 })
    const renewed = await world.change('renew', old, {})

    await activate(renewed, { ...onDogma, replaces: [{ lineItem: old, copies: 3 }] })
    const pro = await world.change('upsell', renewed, { products: [{ product: 'P Pro@3' }] })
    await activate(pro, {
      ...onDogma,
      replaces: [
        { lineItem: renewed, copies: 2 },
        { lineItem: old, copies: 1 },
      ],
    })

    expect(await recordsOf(world.cast, old)).toEqual([
      ['renew', 'obsolete', 4, 0],
      ['upsell', 'obsolete', 1, 0],
    ])
    expect(await recordsOf(world.cast, renewed)).toEqual([
      ['upsell', 'obsolete', 3, 0],
      ['master', 'active', 1, 1],
    ])
    expect(await world.books(old, renewed, pro)).toEqual([
      [4, 0, 4, null],
      [4, 1, 2, 3],
      [4, 3, 0, 3],
    ])
  })

  test('[ACT-02] [ACT-06] two line items of one activation draw from one license, each what the other leaves', async () => {
    const parent = await world.sell('P@1', 5)
    const [only] = await issuedOf(world.cast, parent, { ...onDogma, copies: 5 })
    const first = await world.change('upgrade', parent, { products: [{ product: 'P@3' }], copies: 2 })
    const second = await world.change('upgrade', parent, { products: [{ product: 'P@3' }], copies: 3 })
    const item = (lineItem: string, copies: number) => ({
      lineItem,
      hosts: [{ ...onDogma, replaces: [{ lineItem: parent, copies }] }],
    })
    const both = (copies: number) =>
      world.cast.run<Answer>('activate-line-items', { items: [item(first, 2), item(second, copies)] })

    await expect(both(4)).rejects.toMatchObject({
      refusal: { code: 'replaced-too-many', data: { activationId: second, available: 3, requested: 4 } },
    })
    const { licenses, replaced } = await both(3)

    expect(licenses.map(({ copies }) => copies)).toEqual([2, 3])
    expect(replaced).toMatchObject([
      { fulfillmentCode: only.fulfillmentCode, copiesReplaced: 5, copiesLeft: 0 },
    ])
    expect(await world.books(parent, first, second)).toEqual([
      [5, 0, 5, null],
      [2, 2, 0, 2],
      [3, 3, 0, 3],
    ])
  })

  test('[ACT-06] many at once replace each copy once', async () => {
    const parent = await world.sell('P@1', 6)
    await issuedOf(
      world.cast,
      parent,
      { ...onDogma, copies: 4 },
      { servers: [server(9)], nodeHosts: [node('x')], copies: 2 },
    )
    const child = await world.change('upgrade', parent, { products: [{ product: 'P@3' }], copies: 50 })

    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, () =>
        activate(child, { ...onDogma, replaces: [{ lineItem: parent, copies: 1 }] }),
      ),
    )

    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(4)
    expect(await world.books(parent, child)).toEqual([
      [6, 2, 4, null],
      [50, 4, 0, 4],
    ])
  })
})

describe('refusals change nothing', () => {
  test('[ACT-06] [ACT-07] each says the rule with its figures', async () => {
    const { l1p1, p3 } = await figure()
    const apart = await world.sell('Apart@1', 3)
    await issuedOf(world.cast, apart, { ...onDogma, copies: 3 })
    const katana = { servers: [{ type: 'hostname', value: 'katana' }], nodeHosts: [node('x')] }
    const before = await world.books(l1p1, p3)
    const cases: readonly [string, object, string, object][] = [
      [p3, { ...onDogma, replaces: [{ lineItem: l1p1, copies: 6 }] }, 'replaced-too-many', { available: 5 }],
      [
        p3,
        { ...katana, replaces: [{ lineItem: l1p1, copies: 1 }] },
        'replaced-other-host',
        { host: 'HOSTNAME=katana' },
      ],
      [
        p3,
        { ...onDogma, replaces: [{ lineItem: apart, copies: 1 }] },
        'replaced-unrelated',
        { replaced: apart },
      ],
      [
        l1p1,
        { ...onDogma, replaces: [{ lineItem: apart, copies: 1 }] },
        'replaces-not-asked',
        { activationId: l1p1 },
      ],
      [p3, { ...onDogma, copies: 1 }, 'insufficient-copies', { available: 0, requested: 1 }],
      [p3, { ...onDogma, replaces: [{ lineItem: l1p1, copies: 'two' }] }, 'count-not-a-whole-number', {}],
      [p3, { ...onDogma, replaces: [] }, 'count-missing', {}],
    ]

    for (const [lineItem, host, code, data] of cases) {
      await expect(activate(lineItem, host), code).rejects.toMatchObject({ refusal: { code, data } })
    }
    expect(await world.books(l1p1, p3)).toEqual(before)
  })

  test('[ACT-07] an upgrade for more than there is can be made, and fulfils no more than that', async () => {
    const parent = await world.sell('P@1', 4)
    await issuedOf(world.cast, parent, { ...onDogma, copies: 3 })
    const child = await world.change('upgrade', parent, { products: [{ product: 'P@3' }], copies: 2 })

    await expect(
      activate(child, { ...onDogma, replaces: [{ lineItem: parent, copies: 3 }] }),
    ).rejects.toMatchObject({
      refusal: { code: 'remaining-exceeded', data: { total: 2, remaining: 2, replaced: 3 } },
    })
    expect(await recordsOf(world.cast, child)).toEqual([])
  })

  test('[ACT-06] a line item that the caller does not see is not found, and none of its licenses ends', async () => {
    const { l1p1, p3 } = await figure()
    const other = await world.cast.run<{ id: string }>('create-account', {
      code: `X-${p3}`,
      name: 'X',
      kind: 'customer',
    })
    const sale = await world.cast.run<{ lineItems: { activationId: string }[] }>('create-entitlement', {
      soldTo: `X-${p3}`,
      autoDeploy: true,
      lineItems: [
        {
          products: [{ product: 'P@1' }],
          licenseModel: 'Named machines',
          copies: 3,
          startOption: 'specify-now',
          startsOn: '2026-01-01',
          term: { kind: 'permanent' },
        },
      ],
    })
    const foreign = sale.lineItems[0]?.activationId ?? ''
    await issuedOf(world.cast, foreign, { ...onDogma, copies: 3 })
    const items = [{ lineItem: p3, hosts: [{ ...onDogma, replaces: [{ lineItem: foreign, copies: 1 }] }] }]

    await expect(world.cast.asCustomer('activate-line-items', { items })).rejects.toMatchObject({
      kind: 'line item',
    })
    await expect(world.cast.run('activate-line-items', { items })).rejects.toMatchObject({
      refusal: { code: 'replaced-other-account' },
    })
    expect(other.id).not.toBe('')
    expect(await world.books(foreign, l1p1)).toMatchObject([
      [3, 3, 0, null],
      [5, 5, 0, null],
    ])
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countStatements } from '../testing/count-statements.ts'
import { server } from '../testing/fulfillments-cast.ts'
import { buildReplacingCast, type ReplacingCast } from '../testing/replacing-cast.ts'
import type { Issued } from '../testing/support-cast.ts'

interface Answer {
  readonly licenses: readonly Issued[]
  readonly replaced: readonly { readonly became: string }[]
}

/** Line items of one activation, the most that a request may hold. */
const MANY = 200
/** Upgrades, each of which is made by a command of its own before. */
const FEWER = 50

let world: ReplacingCast
beforeAll(async () => {
  world = await buildReplacingCast('Floating')
}, 60_000)
afterAll(() => world.cast.house.close())

const activate = (items: readonly object[]) => world.cast.run<Answer>('activate-line-items', { items })
const counted = (items: readonly object[]) => countStatements(world.cast, () => activate(items))
const hosts = [{ servers: [server(1)], copies: 2 }]

/** Sells many line items in one entitlement; answers their activation IDs. */
async function sellMany(count: number, fields: object = {}): Promise<readonly string[]> {
  const { lineItems } = await world.cast.run<{ lineItems: { activationId: string }[] }>(
    'create-entitlement',
    {
      soldTo: 'NORTHWIND',
      autoDeploy: true,
      lineItems: Array.from({ length: count }, () => ({
        products: [{ product: 'P@1' }],
        licenseModel: 'Floating',
        copies: 5,
        startOption: 'specify-now',
        startsOn: '2026-01-01',
        term: { kind: 'permanent' },
        ...fields,
      })),
    },
  )
  return lineItems.map(({ activationId }) => activationId)
}

describe('a batch', () => {
  test('[ACT-02] 200 line items are one activation of as many statements as one', async () => {
    const [only, ...many] = await sellMany(MANY + 1)
    await counted([{ lineItem: (await sellMany(1))[0], hosts }])

    const one = await counted([{ lineItem: only, hosts }])
    const all = await counted(many.map((lineItem) => ({ lineItem, hosts })))

    console.log(
      `${MANY} line items: ${all.statements} statements, ${Math.round(all.milliseconds)} ms; one: ${one.statements}`,
    )
    expect(all.answer.licenses).toHaveLength(MANY)
    expect([one.statements, all.statements]).toEqual([5, 5])
    const figures = await world.books(...many)
    expect(figures.every(([, taken]) => taken === 2)).toBe(true)
  }, 60_000)

  test('[ACT-02] [ACT-06] 50 upgrades that replace 50 licenses cost two statements more, whatever their number', async () => {
    const parents = await sellMany(FEWER)
    await activate(parents.map((lineItem) => ({ lineItem, hosts })))
    const children: string[] = []
    for (const parent of parents) {
      children.push(await world.change('upgrade', parent, { products: [{ product: 'P@3' }] }))
    }
    const { statements: ordinary } = await counted([{ lineItem: (await sellMany(1))[0], hosts }])

    const all = await counted(
      children.map((lineItem, at) => ({
        lineItem,
        hosts: [{ servers: [server(1)], replaces: [{ lineItem: parents[at], copies: 1 }] }],
      })),
    )

    console.log(`${FEWER} upgrades: ${all.statements} statements, ${Math.round(all.milliseconds)} ms`)
    expect(all.answer.replaced).toHaveLength(FEWER)
    // Each upgrade, and the copy that stays of each license.
    expect(all.answer.licenses).toHaveLength(2 * FEWER)
    expect(all.statements).toBe(ordinary + 2)
    const figures = await world.books(...parents, ...children)
    expect(figures.slice(0, FEWER).every(([, taken, moved]) => taken === 1 && moved === 1)).toBe(true)
    expect(figures.slice(FEWER).every(([, taken, , brought]) => taken === 1 && brought === 1)).toBe(true)
  }, 60_000)

  test('[ACT-02] products, entitlements and accounts may differ', async () => {
    await world.cast.run('create-account', { code: 'SAWMILL', name: 'Sawmill', kind: 'customer' })
    const { lineItems } = await world.cast.run<{ lineItems: { activationId: string }[] }>(
      'create-entitlement',
      {
        soldTo: 'SAWMILL',
        autoDeploy: true,
        lineItems: [
          {
            products: [{ product: 'Apart@1' }],
            licenseModel: 'Floating',
            copies: 5,
            startOption: 'specify-now',
            startsOn: '2026-01-01',
            term: { kind: 'permanent' },
          },
        ],
      },
    )
    const [own] = await sellMany(1)

    const { licenses } = await activate([
      { lineItem: own, hosts },
      { lineItem: lineItems[0]?.activationId, hosts },
    ])

    expect(licenses).toHaveLength(2)
  })

  test.each([
    [
      'another license model',
      { licenseModel: 'Site' },
      'license-models-differ',
      { models: ['Floating', 'Site'] },
    ],
    ['too few copies', { copies: 1 }, 'insufficient-copies', { available: 1, requested: 2 }],
    ['an end that has passed', { term: { kind: 'date', expiresOn: '2026-02-01' } }, 'line-item-expired', {}],
  ])(
    '[ACT-02] one member with %s: the refusal names it, and nothing is activated',
    async (_what, fields, code, data) => {
      const good = await sellMany(2)
      const [bad] = await sellMany(1, fields)
      const items = [...good, bad].map((lineItem) => ({ lineItem, hosts }))

      await expect(activate(items)).rejects.toMatchObject({
        refusal: { code, data: { activationId: bad, ...data } },
      })
      expect(await world.books(...good)).toEqual([
        [5, 0, 0, null],
        [5, 0, 0, null],
      ])
    },
  )

  test('[ACT-02] custom licenses go with their technology only', async () => {
    const [plain, custom] = await sellMany(2)
    await world.cast.house.owner.query(
      "UPDATE line_item SET technology = 'Dongle' WHERE activation_id = $1",
      [custom],
    )

    await expect(activate([plain, custom].map((lineItem) => ({ lineItem, hosts })))).rejects.toMatchObject({
      refusal: {
        code: 'technologies-differ',
        data: { activationId: custom, technologies: ['certificate', 'Dongle'] },
      },
    })
  })
})

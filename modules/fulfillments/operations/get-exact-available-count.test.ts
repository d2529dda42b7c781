import { Refused } from '@tallystick/kernel/errors/problems.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { countStatements } from '../testing/count-statements.ts'
import { server } from '../testing/fulfillments-cast.ts'
import { buildReplacingCast, type ReplacingCast } from '../testing/replacing-cast.ts'
import { issuedOf } from '../testing/support-cast.ts'
import type { getExactAvailableCount } from './get-exact-available-count.contract.ts'

type Exact = z.output<typeof getExactAvailableCount.output>

let world: ReplacingCast
beforeAll(async () => {
  world = await buildReplacingCast('Floating')
}, 60_000)
afterAll(() => world.cast.house.close())

const run = <T>(name: string, input: unknown, options: { verify?: boolean } = {}) =>
  world.cast.run<T>(name, input, options)
const exactOf = (id: string) => world.cast.run<Exact>('get-exact-available-count', { id })
const onServer = (number: number, copies: number) => ({ servers: [server(number)], copies })

/** Sells line items that end after a year to an account of their own, so that worlds stay apart. */
async function sellTo(account: string, goods: readonly { product: string; copies: number }[]) {
  await world.cast.run('create-account', { code: account, name: account, kind: 'customer' })
  const sale = await world.cast.run<{ lineItems: { activationId: string }[] }>('create-entitlement', {
    soldTo: account,
    autoDeploy: true,
    lineItems: goods.map(({ product, copies }) => ({
      products: [{ product }],
      licenseModel: 'Floating',
      copies,
      startOption: 'specify-now',
      startsOn: '2026-01-01',
      term: { kind: 'duration', amount: 1, unit: 'years' },
    })),
  })
  return sale.lineItems.map(({ activationId }) => activationId)
}

describe('the exact count of a replacing line item', () => {
  test('[ACT-07] has what is in licenses of every line item whose products lead to it, and of no other', async () => {
    const [parent, sibling, apart] = (await sellTo('EXACT-ALL', [
      { product: 'P@1', copies: 10 },
      { product: 'P@2', copies: 5 },
      { product: 'Apart@1', copies: 3 },
    ])) as [string, string, string]
    const [foreign] = (await sellTo('EXACT-OTHER', [{ product: 'P@1', copies: 4 }])) as [string]
    await issuedOf(world.cast, parent, onServer(1, 3))
    const [other] = await issuedOf(world.cast, sibling, onServer(2, 4))
    await issuedOf(world.cast, apart, onServer(1, 3))
    await issuedOf(world.cast, foreign, onServer(1, 4))
    const duration = { amount: 1, unit: 'weeks' }
    await world.cast.run('issue-emergency-license', { fulfillment: other.id, duration })
    const child = await world.change('upgrade', parent, { products: [{ product: 'P@3' }], copies: 50 })

    expect(await exactOf(child)).toMatchObject({
      unfulfilled: 50,
      asNew: 7,
      byReplacing: 7,
      exact: 14,
      others: { lineItems: 1, inLicenses: 4 },
      parents: [{ activationId: parent, available: 7, inLicenses: 3 }],
    })
    const pro = await world.change('upsell', child, { products: [{ product: 'P Pro@3' }], copies: 50 })
    expect(await exactOf(pro)).toMatchObject({
      asNew: 7,
      byReplacing: 0,
      exact: 7,
      others: { lineItems: 0, inLicenses: 0 },
      parents: [
        { activationId: child, inLicenses: 0 },
        { activationId: parent, inLicenses: 0 },
      ],
    })
    expect(await exactOf(parent)).toMatchObject({ exact: 7, byReplacing: 0, parents: [] })
  })

  test('[ACT-07] costs the same statements for twenty line items as for one', async () => {
    const goods = Array.from({ length: 20 }, () => ({ product: 'P@1', copies: 2 }))
    const items = await sellTo('EXACT-MANY', goods)
    const child = await world.change('upgrade', items[0] ?? '', {
      products: [{ product: 'P@3' }],
      copies: 99,
    })
    const ask = () => countStatements(world.cast, () => exactOf(child))
    await issuedOf(world.cast, items[1] ?? '', onServer(1, 2))
    const one = await ask()
    for (const item of items.slice(2)) await issuedOf(world.cast, item, onServer(1, 2))
    const twenty = await ask()

    expect(one.answer).toMatchObject({ exact: 4, others: { lineItems: 1, inLicenses: 2 } })
    expect(twenty.answer).toMatchObject({ exact: 40, others: { lineItems: 19, inLicenses: 38 } })
    expect(twenty.statements).toBe(one.statements)
  })
})

/** Line items that are sold, changes of them, and what happens to their licenses before the count is asked. */
const randomWorld = fc.record({
  sold: fc.array(
    fc.record({
      product: fc.constantFrom('P@1', 'P@2', 'P@3', 'Apart@1'),
      copies: fc.integer({ min: 1, max: 6 }),
    }),
    { minLength: 3, maxLength: 4 },
  ),
  changes: fc.array(
    fc.record({
      verb: fc.constantFrom('upgrade', 'upsell', 'renew'),
      of: fc.nat({ max: 5 }),
      copies: fc.integer({ min: 1, max: 12 }),
    }),
    { minLength: 3, maxLength: 5 },
  ),
  acts: fc.array(
    fc.record({
      act: fc.constantFrom('activate', 'activate', 'replace', 'return', 'rehost', 'emergency'),
      to: fc.nat({ max: 7 }),
      from: fc.nat({ max: 7 }),
      host: fc.nat({ max: 1 }),
      copies: fc.integer({ min: 1, max: 4 }),
    }),
    { minLength: 8, maxLength: 14 },
  ),
})
type RandomWorld = typeof randomWorld extends fc.Arbitrary<infer W> ? W : never

/** New copies go to the last one. */
const HOSTS = [{ servers: [server(1)] }, { servers: [server(2)] }, { servers: [server(3)] }]

async function ifAllowed<T>(work: Promise<T>): Promise<T | null> {
  return work.catch((problem: unknown) => {
    expect(problem).toBeInstanceOf(Refused)
    return null
  })
}

type RandomAct = RandomWorld['acts'][number]

async function act(items: readonly string[], { act: what, to, from, host, copies }: RandomAct) {
  const { house } = world.cast
  const lineItem = items[to % items.length]
  const other = items[from % items.length]
  const servers = [server(host + 1)]
  const activate = (hosts: object) => run('activate-line-items', { items: [{ lineItem, hosts: [hosts] }] })
  if (what === 'activate') return activate({ servers, copies })
  if (what === 'replace') return activate({ servers, replaces: [{ lineItem: other, copies }] })
  const { rows } = await house.owner.query<{ id: string }>(
    `SELECT fulfillment_id AS id FROM fulfillment WHERE activation_id = $1 AND state = 'active'
       AND support_action = 'master' ORDER BY 1 LIMIT 1`,
    [other],
  )
  const fulfillment = rows[0]?.id
  if (!fulfillment) return null
  if (what === 'return') return run('return-license', { fulfillment, copies })
  if (what === 'rehost') return run('rehost-license', { fulfillment, hosts: { servers }, copies })
  return run('issue-emergency-license', { fulfillment, duration: { amount: 1, unit: 'weeks' } })
}

/** Makes a world; answers the line items that replace others. */
async function make({ sold, changes, acts }: RandomWorld, account: string): Promise<readonly string[]> {
  const items = await sellTo(account, sold)
  const replacing: string[] = []
  for (const { verb, of, copies } of changes) {
    const target = verb === 'upsell' ? 'P Pro@3' : 'P@3'
    const fields = verb === 'renew' ? {} : { products: [{ product: target }] }
    const parent = items[of % items.length] ?? ''
    const made = await ifAllowed(world.change(verb as 'upgrade', parent, { copies, ...fields }))
    if (made !== null) replacing.push(made)
    if (made !== null) items.push(made)
  }
  for (const one of acts) await ifAllowed(act(items, one))
  return replacing
}

interface Grid {
  readonly hosts: readonly { readonly rows: readonly { lineItemId: string; available: number }[] }[]
}

/** One activation of new copies and replaced ones over all hosts. */
function requestOf(lineItem: string, grid: Grid, fresh: number, replaced: number) {
  let missing = replaced
  const hosts = HOSTS.map((host, at) => ({
    ...host,
    copies: at === HOSTS.length - 1 ? fresh : 0,
    replaces: (grid.hosts[at]?.rows ?? []).flatMap(({ lineItemId, available }) => {
      const copies = Math.min(missing, available)
      missing -= copies
      return copies > 0 ? [{ lineItem: lineItemId, copies }] : []
    }),
  }))
  const used = hosts.filter(({ replaces, copies }) => replaces.length > 0 || copies > 0)
  return { items: [{ lineItem, hosts: used }] }
}

test('[ACT-07] [ACT-06] exactly so many copies can be activated at once, and not one more, whatever happened before', async () => {
  let count = 0
  let byOthers = 0
  await fc.assert(
    fc.asyncProperty(randomWorld, async (given) => {
      count += 1
      for (const id of await make(given, `EXACT-${count}`)) {
        const { asNew, byReplacing, exact, unfulfilled, fulfilled, others } = await exactOf(id)
        const grid = await run<Grid>('list-copies-to-replace', { lineItem: id, hosts: HOSTS })
        const there = grid.hosts
          .flatMap(({ rows }) => rows)
          .reduce((sum, { available }) => sum + available, 0)
        expect(byReplacing).toBe(Math.min(there, unfulfilled))
        const fresh = Math.min(asNew, exact)
        const replaced = exact - fresh
        const more = [requestOf(id, grid, fresh + 1, replaced)]
        if (there > replaced) more.push(requestOf(id, grid, fresh, replaced + 1))
        for (const request of more) {
          await expect(run('activate-line-items', request, { verify: true })).rejects.toMatchObject({
            refusal: { code: expect.stringMatching(/^(insufficient-copies|remaining-exceeded)$/) as string },
          })
        }
        if (exact === 0) continue
        if (others.inLicenses > 0) byOthers += 1
        await run('activate-line-items', requestOf(id, grid, fresh, replaced))
        expect((await exactOf(id)).fulfilled).toBe(fulfilled + exact)
      }
    }),
    { numRuns: 12, endOnFailure: true },
  )
  expect(byOthers).toBeGreaterThan(0)
}, 120_000)

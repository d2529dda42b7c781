import { testDatabase, type TestDatabase } from '@tallystick/kernel/testing/database.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readBooks, type LifeSums } from './testing/life-books.ts'
import { sellToFamily, type Family } from './testing/life-world.ts'
import { rush, type ProblemBody } from './testing/rush.ts'
import { activationOf, hostOf } from './testing/small-world.ts'
import { accountsOf, openSea, requestFor, type Sea } from './testing/storm.ts'

/** How many pairs meet at once, over two processes. */
const PAIRS = 20

let database: TestDatabase
let sea: Sea
let family: Family
let before: LifeSums

beforeAll(async () => {
  database = await testDatabase()
  sea = await openSea(database.ownerUrl, 2)
}, 180_000)

afterAll(async () => {
  await sea?.close()
  await database?.drop()
}, 60_000)

beforeEach(() => {
  family = sea.families[0] as Family
})

/** A line item for each pair; the books are remembered once they are sold. */
async function sellPairs(copies: number): Promise<string[]> {
  const sale = { owner: 'north', model: 'Life plain', copies, ends: false } as const
  return sellToFamily(
    sea.run,
    family,
    Array.from({ length: PAIRS }, () => sale),
  )
}

interface Issued {
  readonly licenses: readonly { readonly id: string }[]
}
let host = 500
async function licenseOf(lineItem: string, copies: number): Promise<string> {
  const { items } = activationOf(lineItem, hostOf((host += 1)), { copies })
  const answer = await sea.run<Issued>('activate-line-items', {
    items: items.map((item) => ({ ...item, startDate: '2026-01-01' })),
  })
  return answer.licenses[0]?.id ?? ''
}

interface Contender {
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
}

/**
 * Sends what contends for each of the pairs, all at once, in turns over the processes. Answers for each pair how often
 * it was won, and the codes that the others heard.
 */
async function contend(pairs: readonly (readonly Contender[])[]) {
  const all = pairs.flatMap((contenders, pair) =>
    contenders.map((one, at) => ({ ...one, pair, order: at * 7919 + pair })),
  )
  // In an order that does not favour the first of each pair.
  const mixed = all.toSorted((one, other) => ((one.order * 31) % 97) - ((other.order * 31) % 97))
  const answers = await rush(
    sea.servers.map(({ port }) => port),
    mixed.map((one) => requestFor({ ...one, as: 'producer' }, sea.tokens)),
  )
  const winners = pairs.map(() => 0)
  const codes = new Set<string>()
  const wins = new Map<string, number>()
  for (const [at, { status, body }] of answers.entries()) {
    const { pair, operation } = mixed[at] as (typeof mixed)[number]
    if (status === 200) {
      winners[pair] = (winners[pair] ?? 0) + 1
      wins.set(operation, (wins.get(operation) ?? 0) + 1)
    } else codes.add(`${status} ${(JSON.parse(body) as ProblemBody).code}`)
  }
  return { winners, codes: [...codes].toSorted(), wins }
}

const ONE_EACH = Array.from({ length: PAIRS }, () => 1)
const books = () => readBooks(sea.owner, accountsOf(sea.families))
async function expectExact(): Promise<LifeSums> {
  const { sums, faults } = await books()
  expect(faults).toEqual([])
  expect(sums.owned).toBe(before.owned)
  return sums
}

describe('races over two processes', () => {
  test('[ACT-09] [ACT-06] the last copy goes to a new activation or to the upgrade, never to both', async () => {
    const sold = await sellPairs(1)
    const upgrades: string[] = []
    for (const id of sold) {
      const change = { id, copies: 1, startOption: 'specify-at-each-activation', autoDeploy: true }
      upgrades.push((await sea.run<{ activationId: string }>('upgrade-line-item', change)).activationId)
    }
    before = (await books()).sums
    const activation = (lineItem: string): Contender => ({
      operation: 'activate-line-items',
      input: {
        items: activationOf(lineItem, hostOf((host += 1)), { copies: 1 }).items.map((item) => ({
          ...item,
          startDate: '2026-01-01',
        })),
      },
    })

    const { winners, codes } = await contend(
      sold.map((id, at) => [
        activation(id),
        activation(upgrades[at] ?? ''),
        activation(id),
        activation(upgrades[at] ?? ''),
      ]),
    )

    expect(winners).toEqual(ONE_EACH)
    expect(['409 insufficient-copies', '409 remaining-exceeded']).toEqual(expect.arrayContaining(codes))
    const after = await expectExact()
    expect(after.taken).toBe(before.taken + PAIRS)
  }, 60_000)

  test('[ACT-09] [LIFE-02] [LIFE-04] [LIFE-05] of return, rehost, repair and upgrade of one license, one is carried out', async () => {
    const sold = await sellPairs(2)
    const contenders: Contender[][] = []
    for (const id of sold) {
      const change = { id, copies: 2, startOption: 'specify-at-each-activation', autoDeploy: true }
      const { activationId } = await sea.run<{ activationId: string }>('upgrade-line-item', change)
      const fulfillment = await licenseOf(id, 2)
      const servers = [{ type: 'ethernet', value: hostOf((host += 1)) }]
      contenders.push([
        { operation: 'return-license', input: { fulfillment } },
        { operation: 'rehost-license', input: { fulfillment, hosts: { servers } } },
        { operation: 'repair-license', input: { fulfillment, startDate: '2026-02-01' } },
        {
          operation: 'upgrade-license',
          input: { fulfillment, lineItem: activationId, startDate: '2026-01-01' },
        },
      ])
    }
    before = (await books()).sums

    const { winners, codes, wins } = await contend(contenders)

    expect(winners).toEqual(ONE_EACH)
    expect(codes).toEqual(['409 license-not-active'])
    const after = await expectExact()
    expect(after.taken).toBe(before.taken - 2 * (wins.get('return-license') ?? 0))
  }, 60_000)

  test('[ACT-09] [ENT-06] of two approvals and a rejection of one transfer, one decides', async () => {
    const sold = await sellPairs(3)
    const transfers: string[] = []
    for (const id of sold) {
      const wish = {
        operation: 'transfer-line-item',
        input: { id, account: family.south, copies: 2 },
        as: 'customer' as const,
      }
      const [answer] = await rush([sea.servers[0]?.port ?? 0], [requestFor(wish, sea.tokens)])
      const { transfer } = JSON.parse(answer?.body ?? '{}') as { transfer: { id: string; state: string } }
      expect(transfer.state).toBe('waiting')
      transfers.push(transfer.id)
    }
    before = (await books()).sums

    const { winners, codes } = await contend(
      transfers.map((id) => [
        { operation: 'approve-transfer', input: { id } },
        { operation: 'approve-transfer', input: { id } },
        { operation: 'reject-transfer', input: { id } },
      ]),
    )

    expect(winners).toEqual(ONE_EACH)
    expect(codes).toEqual(['409 transfer-decided'])
    const after = await expectExact()
    expect(after.total).toBe(before.total)
  }, 60_000)

  test('[ACT-09] [LIFE-08] [BEY-15] a host goes to one of two accounts, or its licenses are returned', async () => {
    const sold = await sellPairs(2)
    for (const id of sold) await licenseOf(id, 2)
    const { rows } = await sea.owner.query<{ id: string }>(
      `SELECT server_host_id AS id FROM fulfillment WHERE activation_id = ANY($1) AND state = 'active'`,
      [sold],
    )
    expect(rows).toHaveLength(PAIRS)
    before = (await books()).sums

    const { winners, codes } = await contend(
      rows.map(({ id }) => [
        { operation: 'transfer-host', input: { host: id, account: family.south } },
        { operation: 'transfer-host', input: { host: id, account: family.group } },
        { operation: 'release-host', input: { host: id, reason: 'Lost.' } },
      ]),
    )

    expect(winners).toEqual(ONE_EACH)
    expect(codes.filter((code) => !code.startsWith('409') && !code.startsWith('404'))).toEqual([])
    const after = await expectExact()
    expect([after.total, after.extra, after.overdraftMax]).toEqual([
      before.total,
      before.extra,
      before.overdraftMax,
    ])
  }, 60_000)
})

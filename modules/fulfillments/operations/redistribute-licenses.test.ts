import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countStatements } from '../testing/count-statements.ts'
import { server } from '../testing/fulfillments-cast.ts'
import { buildHostsCast, type HostsCast } from '../testing/hosts-cast.ts'
import { goodsWith, issuedOf, recordsOf, takenOf, type Outcome } from '../testing/support-cast.ts'

interface Grid {
  readonly hosts: readonly { readonly id: string; readonly label: string }[]
  readonly lineItems: readonly {
    readonly activationId: string
    readonly copies: number
    readonly counts: readonly number[]
    readonly refusal: { readonly code: string } | null
  }[]
  readonly isComplete: boolean
}

let world: HostsCast
beforeAll(async () => {
  world = await buildHostsCast({
    overdraft: { when: 'at-fulfillment', max: 4 },
    borrowing: { when: 'at-fulfillment' },
  })
}, 60_000)
afterAll(() => world.cast.house.close())

const grid = () => world.asAdmin<Grid>('get-redistribution-grid', { account: 'NORTHWIND' })
const redistribute = (input: object, options: { verify?: boolean } = {}) =>
  world.asAdmin<Outcome>('redistribute-licenses', { account: 'NORTHWIND', ...input }, options)
const code = (refused: string, data: object = {}) => ({ refusal: { code: refused, data } })

describe('batch rehost', () => {
  test('[LIFE-09] 20 copies on A become 10 on A and 10 on B: the grid shows it, the records say it', async () => {
    const lineItem = await world.cast.sell('floating-counted', { copies: 20 })
    await issuedOf(world.cast, lineItem, {
      servers: [{ ...server(1), hostName: 'atlas', port: 27011 }],
      copies: 20,
      overdraft: 3,
    })
    const before = await grid()
    expect(before.lineItems).toMatchObject([
      { activationId: lineItem, copies: 20, counts: [20], refusal: null },
    ])

    const outcome = await redistribute({
      hosts: [{ host: before.hosts[0]?.id }, { servers: [server(2)] }],
      rows: [{ lineItem, counts: [10, 10] }],
    })

    expect(outcome.licenses).toMatchObject([
      { servers: ['02A000000002'], copies: 10, overdraft: 0 },
      { servers: ['02A000000001'], copies: 10, overdraft: 3 },
    ])
    expect(outcome.licenses[1]?.licenseText).toContain('SERVER atlas 02A000000001 27011')
    expect(await recordsOf(world.cast, lineItem)).toEqual([
      ['rehost', 'obsolete', 20, 0],
      ['master', 'active', 10, 10],
      ['master', 'active', 10, 10],
    ])
    expect(await takenOf(world.cast, lineItem)).toEqual({ copies: 20, overdraft: 3 })
    expect((await grid()).lineItems).toMatchObject([{ counts: [10, 10] }])
    expect(await world.faults()).toEqual([])
  })

  test('[LIFE-09] refuses sums that differ, hosts of others, rows given twice; a verification writes nothing', async () => {
    const lineItem = await world.cast.sell('floating-counted')
    await issuedOf(world.cast, lineItem, { servers: [server(11)], copies: 6 })
    const hosts = [{ host: await world.hostId('02A00000000B') }, { servers: [server(12)] }]
    const rows = (counts: readonly unknown[]) => ({ hosts, rows: [{ lineItem, counts }] })
    await expect(redistribute(rows([6, 1]))).rejects.toMatchObject(
      code('redistribution-sum', { activationId: lineItem, requested: 7, available: 6 }),
    )
    await expect(redistribute(rows([7, -1]))).rejects.toMatchObject(code('count-out-of-range'))
    await expect(redistribute(rows([6, 0]))).rejects.toMatchObject(code('redistribution-nothing'))
    await expect(
      redistribute({ hosts: [{ host: world.accounts.GROUP }], rows: [{ lineItem, counts: [6] }] }),
    ).rejects.toMatchObject(code('redistribution-host-foreign'))
    const twice = { lineItem, counts: [3, 3] }
    await expect(redistribute({ hosts, rows: [twice, twice] })).rejects.toMatchObject(
      code('redistribution-row-twice'),
    )
    await redistribute(rows([3, 3]), { verify: true })
    expect(await recordsOf(world.cast, lineItem)).toEqual([['master', 'active', 6, 6]])
  })

  test('[LIFE-09] [LIFE-06] is no way around the policy for rehosts; common attributes are those of the new licenses', async () => {
    const goods = await goodsWith(world.cast, { rehosts: { when: 'now', count: 1, period: null } })
    const lineItem = await world.cast.sell('floating-counted', goods)
    await issuedOf(world.cast, lineItem, { servers: [server(21)], copies: 4 })
    const hosts = [{ servers: [server(21)] }, { servers: [server(22)] }]
    await redistribute({ hosts, rows: [{ lineItem, counts: [2, 2] }] })
    await expect(redistribute({ hosts, rows: [{ lineItem, counts: [1, 3] }] })).rejects.toMatchObject(
      code('license-cannot-go', { because: 'support-policy-exhausted' }),
    )
    await expect(
      redistribute({ hosts, rows: [{ lineItem, counts: [1, 3] }], attributes: { nonsense: 1 } }),
    ).rejects.toMatchObject(code('license-cannot-go'))
    expect(await world.faults()).toEqual([])
  })

  test('[LIFE-09] common attributes are those of all licenses that are generated, and of no other', async () => {
    const lineItem = await world.cast.sell('floating-counted')
    for (const place of [31, 32])
      await issuedOf(world.cast, lineItem, { servers: [server(place)], copies: 3 })
    await redistribute({
      hosts: [{ servers: [server(31)] }, { servers: [server(33)] }],
      rows: [{ lineItem, counts: [1, 2] }],
      attributes: { borrowing: 48 },
    })
    const { rows } = await world.cast.house.owner.query<{ row: unknown[] }>(
      `SELECT jsonb_build_array(server_label, copies, attributes -> 'borrowing') AS row FROM fulfillment
       WHERE activation_id = $1 AND state = 'active' ORDER BY server_label`,
      [lineItem],
    )
    expect(rows.map(({ row }) => row)).toEqual([
      ['02A00000001F', 1, 48],
      ['02A000000020', 3, null],
      ['02A000000021', 2, 48],
    ])
  })

  test('[LIFE-09] over 50 hosts in as many statements as over two', async () => {
    const lineItem = await world.cast.sell('floating-counted', { copies: 5000 })
    const hosts = Array.from({ length: 50 }, (_, at) => server(100 + at))
    await issuedOf(world.cast, lineItem, ...hosts.map((one) => ({ servers: [one], copies: 20 })))
    const counted = (counts: readonly number[]) =>
      countStatements(world.cast, () =>
        redistribute({
          hosts: hosts.slice(0, counts.length).map((one) => ({ servers: [one] })),
          rows: [{ lineItem, counts }],
        }),
      )
    const small = await counted([15, 25])
    const large = await counted(hosts.map((_, at) => (at === 0 ? 15 : at === 1 ? 25 : at % 2 ? 30 : 10)))
    console.info(
      `50 hosts redistributed: ${large.statements} statements, ${Math.round(large.milliseconds)} ms; 2: ${small.statements}`,
    )
    expect(large.statements).toBe(small.statements)
    expect(await takenOf(world.cast, lineItem)).toEqual({ copies: 1000, overdraft: 0 })
    expect(await world.faults()).toEqual([])
  })
})

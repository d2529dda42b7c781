import { verifyLicense } from '@tallystick/license-file/verifier.ts'
import { person } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCast, node, server, type Cast } from '../testing/fulfillments-cast.ts'

interface Answer {
  readonly licenses: readonly {
    readonly id: string
    readonly fulfillmentCode: string
    readonly servers: readonly string[]
    readonly nodeHosts: readonly string[]
    readonly copies: number
    readonly licenseText: string
  }[]
}

let cast: Cast
beforeAll(async () => {
  cast = await buildCast()
}, 60_000)
afterAll(() => cast.house.close())

const activate = (items: readonly unknown[], options?: { verify?: boolean }) =>
  cast.run<Answer>('activate-line-items', { items }, options)

async function taken(activationId: string): Promise<number> {
  const { rows } = await cast.house.owner.query<{ copies_taken: number }>(
    'SELECT copies_taken FROM line_item WHERE activation_id = $1',
    [activationId],
  )
  return rows[0]?.copies_taken ?? -1
}

async function verdict(text: string) {
  const trust = await cast.run<{ rootPublicKey: string }>('get-trust', {})
  return verifyLicense(text, { rootPublicKey: trust.rootPublicKey }, cast.house.now)
}

describe('the four license models', () => {
  test('[ACT-05] floating counted: a file per server, copies fall by the sum of the fulfill counts', async () => {
    const lineItem = await cast.sell('floating-counted')

    const { licenses } = await activate([
      {
        lineItem,
        hosts: [
          { servers: [server(1)], copies: 3 },
          { servers: [server(2)], copies: 4 },
        ],
      },
    ])

    expect(licenses.map(({ copies }) => copies)).toEqual([3, 4])
    expect(await taken(lineItem)).toBe(7)
    expect(licenses[0]?.licenseText).toMatch(/^SERVER \S+ 02A000000001/m)
    expect(licenses[0]?.licenseText).toMatch(/^INCREMENT mill gearwrt 5\.2 permanent 3 /m)
    expect(licenses[0]?.licenseText).toMatch(/^INCREMENT mill_post gearwrt 5\.2 permanent 6 /m)
    expect((await verdict(licenses[0]?.licenseText ?? '')).isGenuine).toBe(true)
  })

  test('[ACT-05] floating uncounted: copies fall by the number of server hosts', async () => {
    const lineItem = await cast.sell('floating-uncounted')

    const { licenses } = await activate([
      { lineItem, hosts: [{ servers: [server(1)] }, { servers: [server(2)] }, { servers: [server(3)] }] },
    ])

    expect(licenses).toHaveLength(3)
    expect(await taken(lineItem)).toBe(3)
    expect(licenses[0]?.licenseText).toMatch(/uncounted[\s\\]+HOSTID=ANY/)
  })

  test('[ACT-05] node-locked counted: copies fall by the sum of the counts of the servers, not of the nodes', async () => {
    const lineItem = await cast.sell('nodelocked-counted')

    const { licenses } = await activate([
      {
        lineItem,
        hosts: [
          { servers: [server(1)], nodeHosts: [node('cad-1'), node('cad-2'), node('cad-3')], copies: 2 },
        ],
      },
    ])

    expect(licenses).toHaveLength(1)
    expect(licenses[0]?.nodeHosts).toEqual(['HOSTNAME=cad-1', 'HOSTNAME=cad-2', 'HOSTNAME=cad-3'])
    expect(await taken(lineItem)).toBe(2)
  })

  test('[ACT-05] node-locked uncounted: a file and a copy for each node host', async () => {
    const lineItem = await cast.sell('nodelocked-uncounted')

    const { licenses } = await activate([
      { lineItem, hosts: [{ nodeHosts: [node('cad-1'), node('cad-2')] }] },
    ])

    expect(licenses).toHaveLength(2)
    expect(await taken(lineItem)).toBe(2)
    expect(licenses[0]?.licenseText).not.toContain('SERVER')
    expect((await verdict(licenses[1]?.licenseText ?? '')).isGenuine).toBe(true)
  })

  test('[CERT-03] a triad of servers is one host and one license', async () => {
    const lineItem = await cast.sell('floating-counted')

    const { licenses } = await activate([
      { lineItem, hosts: [{ servers: [server(11), server(12), server(13)], copies: 5 }] },
    ])

    expect(licenses).toHaveLength(1)
    expect(licenses[0]?.servers).toHaveLength(3)
    expect(licenses[0]?.licenseText.match(/^SERVER/gm)).toHaveLength(3)
    expect(await taken(lineItem)).toBe(5)
  })
})

describe('what an activation leaves behind', () => {
  test('[BEY-02] fulfillments, hosts, one audit entry with its subjects, one event; nothing of it for a verification', async () => {
    const lineItem = await cast.sell('floating-counted')
    const rows = async (table: string) =>
      Number(
        (await cast.house.owner.query<{ count: string }>(`SELECT count(*) FROM ${table}`)).rows[0]?.count,
      )
    const tables = ['fulfillment', 'audit_entry', 'outbox', 'host'] as const
    const before = await Promise.all(tables.map(rows))
    const items = [{ lineItem, hosts: [{ servers: [server(77)], copies: 1 }] }]

    await activate(items, { verify: true })
    expect(await Promise.all(tables.map(rows))).toEqual(before)
    expect(await taken(lineItem)).toBe(0)

    await activate(items)
    const after = await Promise.all(tables.map(rows))
    expect(after.map((count, index) => count - (before[index] ?? 0))).toEqual([1, 1, 1, 1])
  })

  test('[ACT-09] what a verification shows is no license: it bears no signature', async () => {
    const lineItem = await cast.sell('nodelocked-uncounted')

    const { licenses } = await activate([{ lineItem, hosts: [{ nodeHosts: [node('cad-9')] }] }], {
      verify: true,
    })

    const text = licenses[0]?.licenseText ?? ''
    expect(text).toContain('# Preview')
    expect(text).not.toMatch(/SIGN|SEAL|KEYCERT/)
    expect((await verdict(text)).isGenuine).toBe(false)
  })

  test('[ACT-01] several line items are one activation, all or nothing', async () => {
    const [one, two] = [
      await cast.sell('floating-counted'),
      await cast.sell('floating-counted', { copies: 1 }),
    ]
    const item = (lineItem: string, copies: number) => ({
      lineItem,
      hosts: [{ servers: [server(5)], copies }],
    })

    await expect(activate([item(one, 2), item(two, 2)])).rejects.toMatchObject({
      refusal: { code: 'insufficient-copies', data: { activationId: two, available: 1, requested: 2 } },
    })
    expect(await taken(one)).toBe(0)

    const { licenses } = await activate([item(one, 2), item(two, 1)])
    expect(licenses).toHaveLength(2)
    expect([await taken(one), await taken(two)]).toEqual([2, 1])
  })

  test('[ACT-03] the first activation fixes the start date, and it cannot be given again', async () => {
    const lineItem = await cast.sell('floating-counted', {
      startOption: 'specify-at-first-activation',
      startsOn: null,
      term: { kind: 'duration', amount: 1, unit: 'months' },
    })
    const item = (more: object) => ({ lineItem, hosts: [{ servers: [server(6)], copies: 1 }], ...more })

    await expect(activate([item({})])).rejects.toMatchObject({ refusal: { code: 'start-date-missing' } })
    const { licenses } = await activate([item({ startDate: '2026-03-01' })])
    expect(licenses[0]?.licenseText).toMatch(/START=01-mar-2026/)
    await expect(activate([item({ startDate: '2026-04-01' })])).rejects.toMatchObject({
      refusal: { code: 'start-date-fixed' },
    })
    expect((await activate([item({})])).licenses[0]?.licenseText).toMatch(/START=01-mar-2026/)
  })
})

describe('refusals of states', () => {
  test.each([
    ['inactivate-entitlement', 'line-item-inactive'],
    ['obsolete-entitlement', 'line-item-obsolete'],
  ])('[PRD-02] after %s nothing is activated: %s', async (act, code) => {
    const lineItem = await cast.sell('floating-counted')
    const { rows } = await cast.house.owner.query<{ id: string }>(
      'SELECT entitlement_id AS id FROM line_item WHERE activation_id = $1',
      [lineItem],
    )
    await cast.run(act, rows[0])

    await expect(
      activate([{ lineItem, hosts: [{ servers: [server(1)], copies: 1 }] }]),
    ).rejects.toMatchObject({ refusal: { code } })
    expect(await taken(lineItem)).toBe(0)
  })

  test('[PRD-02] an expired line item is refused with its last day', async () => {
    const lineItem = await cast.sell('floating-counted', { term: { kind: 'date', expiresOn: '2026-02-28' } })

    await expect(
      activate([{ lineItem, hosts: [{ servers: [server(1)], copies: 1 }] }]),
    ).rejects.toMatchObject({ refusal: { code: 'line-item-expired', data: { expires: '2026-02-28' } } })
  })

  test('[PRD-02] a test line item works for the producer and is not there for its customer', async () => {
    const lineItem = await cast.sell('floating-counted')
    const customer = person(cast.house.tenantId, {
      permissions: ['licenses.generate'],
      own: [cast.customerId],
    })
    const items = [{ lineItem, hosts: [{ servers: [server(1)], copies: 1 }] }]

    expect(await cast.house.as(customer, 'activate-line-items', { items })).toHaveProperty('licenses')
    const stranger = person(cast.house.tenantId, {
      permissions: ['licenses.generate'],
      own: [cast.house.tenantId],
    })
    await expect(cast.house.as(stranger, 'activate-line-items', { items })).rejects.toMatchObject({
      kind: 'line item',
    })
  })
})

import { Forbidden, NotFound } from '@tallystick/kernel/errors/problems.ts'
import { person } from '@tallystick/kernel/testing/pipeline.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { node, server } from '../testing/fulfillments-cast.ts'
import { buildHostsCast, type HostsCast } from '../testing/hosts-cast.ts'
import { goodsWith, issuedOf, recordsOf, takenOf, type Outcome } from '../testing/support-cast.ts'

interface Transferred extends Outcome {
  readonly consolidated: readonly { readonly id: string; readonly members: number }[]
}

let world: HostsCast
beforeAll(async () => {
  world = await buildHostsCast({ overdraft: { when: 'at-fulfillment', max: 4 } })
}, 60_000)
afterAll(() => world.cast.house.close())

let last = 0
/** A server that no other test uses. */
const fresh = () => {
  last += 1
  return { type: 'ethernet', value: `02A1${last.toString(16).padStart(8, '0')}` }
}
const labelOf = (host: { value: string }) => host.value.toUpperCase()
const transfer = async (from: { value: string }, target: object, more: object = {}) =>
  world.asAdmin<Transferred>('transfer-licenses', {
    host: await world.hostId(labelOf(from)),
    target,
    ...more,
  })
const code = (refused: string, data: object = {}) => ({ refusal: { code: refused, data } })

describe('transfer licenses', () => {
  test('[LIFE-10] all licenses of a server go to the other one: the originals are TRANSFER, counts stay', async () => {
    const [from, to] = [fresh(), fresh()]
    const counted = await world.cast.sell('floating-counted')
    const named = await world.cast.sell('nodelocked-counted')
    const [first] = await issuedOf(world.cast, counted, { servers: [from], copies: 4, overdraft: 2 })
    await issuedOf(world.cast, named, { servers: [from], nodeHosts: [node('mill-1')], copies: 1 })
    await issuedOf(world.cast, counted, { servers: [fresh()], copies: 1 })

    const outcome = await transfer(from, { servers: [{ ...to, hostName: 'atlas', port: 27011 }] })

    expect(outcome.closed.map(({ became }) => became)).toEqual(['transfer', 'transfer'])
    expect(outcome.licenses).toMatchObject([
      { servers: [labelOf(to)], copies: 4, overdraft: 2 },
      { servers: [labelOf(to)], nodeHosts: ['HOSTNAME=mill-1'], copies: 1 },
    ])
    expect(await recordsOf(world.cast, counted)).toEqual([
      ['transfer', 'obsolete', 4, 0],
      ['master', 'active', 1, 1],
      ['master', 'active', 4, 4],
    ])
    expect(await takenOf(world.cast, counted)).toEqual({ copies: 5, overdraft: 2 })
    const text = outcome.licenses[0]?.licenseText ?? ''
    expect(text).toContain(`SERVER atlas ${labelOf(to)} 27011`)
    const chain = await world.cast.house.owner.query(
      'SELECT count(DISTINCT chain_id)::integer AS chains FROM fulfillment WHERE fulfillment_id = ANY($1)',
      [[first.id, outcome.licenses[0]?.id]],
    )
    expect(chain.rows).toEqual([{ chains: 1 }])
    expect(await world.faults()).toEqual([])
    const hosts = await world.asAdmin<{ rows: Record<string, unknown>[] }>('list-hosts', {
      where: ['state.in:inactive'],
    })
    expect(hosts.rows.map(({ label }) => label)).toContain(labelOf(from))
    const shown = await world.asAdmin<object>('get-host', { host: await world.hostId(labelOf(from)) })
    expect(shown).toMatchObject({
      activeLicenses: 0,
      endedLicenses: 2,
      commands: { 'transfer-licenses': { allowed: false, code: 'host-licenses-none' } },
    })
  })

  test('[LIFE-10] a node-locked machine is replaced where it stands, its server and the others stay', async () => {
    const machine = server(200)
    const lineItem = await world.cast.sell('nodelocked-counted')
    await issuedOf(world.cast, lineItem, {
      servers: [fresh()],
      nodeHosts: [machine, node('other')],
      copies: 2,
    })
    const outcome = await transfer(machine, { nodeHosts: [node('newer')] })
    expect(outcome.licenses).toMatchObject([{ nodeHosts: ['HOSTNAME=newer', 'HOSTNAME=other'], copies: 2 }])
    expect(await world.faults()).toEqual([])
  })

  test('[LIFE-10] consolidated, the new licenses are one file', async () => {
    const [from, to] = [fresh(), fresh()]
    for (const kind of ['floating-counted', 'floating-counted'] as const)
      await issuedOf(world.cast, await world.cast.sell(kind), { servers: [from], copies: 2 })
    const outcome = await transfer(from, { servers: [to] }, { consolidate: true })
    expect(outcome.consolidated).toMatchObject([{ members: 2 }])
  })

  test('[LIFE-08] the texts of a host are those of its licenses that are good now', async () => {
    const host = fresh()
    const lineItem = await world.cast.sell('floating-counted')
    const [ended] = await issuedOf(world.cast, lineItem, { servers: [host], copies: 1 })
    const [active] = await issuedOf(world.cast, lineItem, { servers: [host], copies: 2 })
    await world.cast.run('return-license', { fulfillment: ended.fulfillmentCode })
    const texts = await world.asAdmin<object>('list-host-texts', { host: await world.hostId(labelOf(host)) })
    expect(texts).toEqual({
      licenses: [
        {
          id: active.id,
          fulfillmentCode: active.fulfillmentCode,
          products: 'Gear Mill 5.2',
          copies: 2,
          licenseText: active.licenseText,
        },
      ],
      isComplete: true,
    })
  })

  test('[LIFE-08] a partner sees the hosts of its customers by the licenses that it sold, and only looks at them', async () => {
    const host = fresh()
    const [theirs, other] = [
      await world.cast.sell('floating-counted'),
      await world.cast.sell('floating-counted'),
    ]
    const [sold] = await issuedOf(world.cast, theirs, { servers: [host], copies: 2 })
    await issuedOf(world.cast, other, { servers: [host], copies: 3 })
    await world.cast.house.owner.query(
      `INSERT INTO entitlement_party (tenant_id, entitlement_id, tier, account_id)
       SELECT tenant_id, entitlement_id, 'reseller', $1 FROM line_item WHERE activation_id = $2`,
      [world.accounts.PARTNER, theirs],
    )
    const permissions = ['licenses.view', 'licenses.transfer', 'hosts.transfer', 'licenses.return']
    const partner = person(world.cast.house.tenantId, { permissions, own: [world.accounts.PARTNER] })
    const ask = (name: string, input: object) => world.cast.house.as(partner, name, input)
    const id = await world.hostId(labelOf(host))

    expect(await ask('list-hosts', {})).toMatchObject({
      rows: [{ id, licenses: 1, copies: 2, state: 'active' }],
    })
    expect(await ask('get-host', { host: id })).toMatchObject({
      activeLicenses: 1,
      copies: 2,
      isOurs: false,
      commands: {},
    })
    expect(await ask('list-licenses', { host: id })).toMatchObject({ rows: [{ id: sold.id }] })
    expect(await ask('list-host-texts', { host: id })).toMatchObject({ licenses: [{ id: sold.id }] })
    for (const [name, input] of [
      ['transfer-licenses', { host: id, target: { servers: [fresh()] } }],
      ['release-host', { host: id }],
    ] as const)
      await expect(ask(name, input)).rejects.toBeInstanceOf(NotFound)
    expect(await world.asAdmin<object>('get-host', { host: id })).toMatchObject({ copies: 5, isOurs: true })
  })

  test('[LIFE-10] [LIFE-01] an emergency license goes along as what it is, and takes no copies there either', async () => {
    const from = fresh()
    const policies = {
      emergencies: { when: 'now', count: 5, period: null, longest: { amount: 30, unit: 'days' } },
    }
    const lineItem = await world.cast.sell('floating-counted', await goodsWith(world.cast, policies))
    const [license] = await issuedOf(world.cast, lineItem, { servers: [from], copies: 3 })
    await world.cast.run('issue-emergency-license', {
      fulfillment: license.fulfillmentCode,
      duration: { amount: 90, unit: 'days' },
    })
    await transfer(from, { servers: [fresh()] })
    expect((await recordsOf(world.cast, lineItem)).filter(([, state]) => state === 'active')).toEqual([
      ['master', 'active', 3, 3],
      ['emergency', 'active', 3, 0],
    ])
    expect(await takenOf(world.cast, lineItem)).toEqual({ copies: 3, overdraft: 0 })
    expect(await world.faults()).toEqual([])
  })

  test('[LIFE-10] [BEY-01] whatever goes to and fro, no count changes', async () => {
    const placed = fc.record({ item: fc.nat(1), host: fc.nat(2), copies: fc.integer({ min: 1, max: 4 }) })
    const move = fc.record({ from: fc.nat(2), to: fc.nat(2), consolidate: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(
        fc.array(placed, { minLength: 1, maxLength: 5 }),
        fc.array(move, { minLength: 1, maxLength: 4 }),
        async (licenses, moves) => {
          const items = [await world.cast.sell('floating-counted'), await world.cast.sell('floating-counted')]
          const hosts = [fresh(), fresh(), fresh()] as const
          for (const { item, host, copies } of licenses) {
            const use = { servers: [hosts[host]], copies }
            await issuedOf(world.cast, items[item] ?? '', use).catch(() => undefined)
          }
          const before = await world.books()
          for (const { from, to, consolidate } of moves) {
            const [source, target] = [hosts[from], hosts[to]]
            if (!source || !target || (await world.hostId(labelOf(source))) === '') continue
            await transfer(source, { servers: [target] }, { consolidate }).catch((error: unknown) => {
              const { refusal } = error as { readonly refusal?: { readonly code: string } }
              expect(['same-hosts', 'host-licenses-none']).toContain(refusal?.code)
            })
          }
          expect(await world.books()).toEqual(before)
          expect(await world.faults()).toEqual([])
        },
      ),
      { numRuns: 10 },
    )
  }, 60_000)

  test('[LIFE-10] a verification shows it and changes nothing', async () => {
    const from = fresh()
    const lineItem = await world.cast.sell('floating-counted')
    await issuedOf(world.cast, lineItem, { servers: [from], copies: 2 })
    const input = { host: await world.hostId(labelOf(from)), target: { servers: [fresh()] } }
    const outcome = await world.asAdmin<Outcome>('transfer-licenses', input, { verify: true })
    expect(outcome.licenses[0]?.licenseText).toContain('Preview')
    expect(await recordsOf(world.cast, lineItem)).toEqual([['master', 'active', 2, 2]])
  })

  test('[LIFE-10] [LIFE-06] each license is a rehost of its line item; one too many refuses all and is named', async () => {
    const goods = await goodsWith(world.cast, {
      rehosts: { when: 'now', count: 2, period: { amount: 1, unit: 'months' } },
    })
    const from = fresh()
    const lineItem = await world.cast.sell('floating-counted', goods)
    await issuedOf(world.cast, lineItem, { servers: [from], copies: 1 })
    await issuedOf(world.cast, lineItem, { servers: [from], copies: 2 })
    const to = fresh()
    await transfer(from, { servers: [to] })
    const [third] = await issuedOf(world.cast, lineItem, { servers: [fresh()], copies: 1 })

    await expect(transfer(to, { servers: [fresh()] })).rejects.toMatchObject(
      code('license-cannot-go', { because: 'support-policy-exhausted' }),
    )
    await expect(
      world.cast.asHelper('rehost-license', {
        fulfillment: third.fulfillmentCode,
        hosts: { servers: [fresh()] },
      }),
    ).rejects.toMatchObject(code('support-policy-exhausted', { uses: 2, limit: 2 }))
    expect(await world.faults()).toEqual([])
  })

  test('[LIFE-10] refusals: nothing on it, the same host, a target of another use, a type that one license forbids', async () => {
    const from = fresh()
    const lineItem = await world.cast.sell('floating-counted')
    const [license] = await issuedOf(world.cast, lineItem, { servers: [from], copies: 1 })
    await expect(transfer(from, { servers: [from] })).rejects.toMatchObject(code('same-hosts'))
    await expect(transfer(from, { nodeHosts: [node('x')] })).rejects.toMatchObject(code('target-host-one'))
    await expect(transfer(from, {})).rejects.toMatchObject(code('target-host-one'))
    await expect(transfer(from, { servers: [{ type: 'ethernet', value: '12' }] })).rejects.toMatchObject(
      code('host-id-length'),
    )
    await world.cast.run('inactivate-line-item', { id: lineItem })
    await expect(transfer(from, { servers: [fresh()] })).rejects.toMatchObject(
      code('license-cannot-go', { fulfillment: license.fulfillmentCode, because: 'line-item-inactive' }),
    )
    await world.cast.run('reactivate-line-item', { id: lineItem })
    await world.cast.run('return-license', { fulfillment: license.fulfillmentCode })
    await expect(transfer(from, { servers: [fresh()] })).rejects.toMatchObject(code('host-licenses-none'))
  })

  test('[LIFE-10] [USR-04] only who may, and only own hosts', async () => {
    const from = fresh()
    await issuedOf(world.cast, await world.cast.sell('floating-counted'), { servers: [from], copies: 1 })
    const input = { host: await world.hostId(labelOf(from)), target: { servers: [fresh()] } }
    const { tenantId } = world.cast.house
    const stranger = person(tenantId, { permissions: ['licenses.transfer'], own: [world.accounts.STRANGER] })
    await expect(world.cast.house.as(stranger, 'transfer-licenses', input)).rejects.toBeInstanceOf(NotFound)
    const user = person(tenantId, { permissions: ['licenses.view'], own: [world.accounts.NORTHWIND] })
    await expect(world.cast.house.as(user, 'transfer-licenses', input)).rejects.toBeInstanceOf(Forbidden)
  })
})

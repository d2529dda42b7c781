import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { server } from '../testing/fulfillments-cast.ts'
import { buildReplacingCast, type ReplacingCast } from '../testing/replacing-cast.ts'
import { issuedOf, type Issued, type Outcome } from '../testing/support-cast.ts'
import type { getLicenseChain } from './get-license-chain.contract.ts'

type ChainRecord = z.output<typeof getLicenseChain.output>['records'][number]

let world: ReplacingCast
beforeAll(async () => {
  world = await buildReplacingCast()
}, 60_000)
afterAll(() => world.cast.house.close())

const onDogma = {
  servers: [{ type: 'hostname', value: 'dogma' }],
  nodeHosts: [{ type: 'any', value: 'ANY' }],
}
const chainOf = async (fulfillment: string) =>
  (await world.cast.asCustomer<{ records: ChainRecord[] }>('get-license-chain', { fulfillment })).records

/** The figures of the worked example: licenses of 5, 2 and 2 copies on dogma, and an upgrade of the first line item. */
async function figure() {
  const l1p1 = await world.sell('P@1', 5)
  const l2p1 = await world.sell('P@1', 2)
  const l1p2 = await world.sell('P@2', 2)
  const [first] = await issuedOf(world.cast, l1p1, { ...onDogma, copies: 5 })
  const [second] = await issuedOf(world.cast, l2p1, { ...onDogma, copies: 2 })
  const [third] = await issuedOf(world.cast, l1p2, { ...onDogma, copies: 2 })
  const p3 = await world.change('upgrade', l1p1, { products: [{ product: 'P@3' }], copies: 9 })
  return { l1p1, l2p1, l1p2, p3, first, second, third }
}

const idAndCopies = ({ id, fulfillmentCode }: Issued, copies: number) => ({ id, fulfillmentCode, copies })

test('[LIFE-12] [ACT-06] a license of three sources is in the chain of each, with the copies that each gave', async () => {
  const { l1p1, l2p1, l1p2, p3, first, second, third } = await figure()
  const replaces = [
    { lineItem: l2p1, copies: 2 },
    { lineItem: l1p2, copies: 2 },
    { lineItem: l1p1, copies: 4 },
  ]
  const { licenses } = await world.cast.run<{ licenses: [Issued, Issued] }>('activate-line-items', {
    items: [{ lineItem: p3, hosts: [{ ...onDogma, replaces }] }],
  })
  const [upgraded, rest] = licenses
  const moved = await world.cast.run<Outcome>('rehost-license', {
    fulfillment: upgraded.id,
    hosts: { servers: [server(1)], nodeHosts: onDogma.nodeHosts },
  })
  const last = moved.licenses[0]?.id

  for (const [source, gave] of [
    [first, 4],
    [second, 2],
    [third, 2],
  ] as const) {
    const records = await chainOf(source.id)
    const after = source === first ? [upgraded.id, rest.id, last] : [upgraded.id, last]
    expect(records.map(({ id }) => id)).toEqual([source.id, ...after])
    expect(records[0]).toMatchObject({
      supportAction: 'upgrade',
      tookFrom: [],
      wentInto: [idAndCopies(upgraded, gave)],
    })
    expect(records[1]).toMatchObject({
      refusedBecause: null,
      copies: 8,
      parentId: second.id,
      tookFrom: [idAndCopies(first, 4), idAndCopies(second, 2), idAndCopies(third, 2)],
      wentInto: [],
    })
    expect(records.at(-1)).toMatchObject({ parentId: upgraded.id, tookFrom: [], state: 'active' })
  }

  const records = await chainOf(last ?? '')
  expect(records.map(({ id }) => id)).toEqual([first.id, second.id, third.id, upgraded.id, rest.id, last])
  expect(records[4]).toMatchObject({ parentId: first.id, copies: 1, tookFrom: [], wentInto: [] })
})

test('[LIFE-12] [ACT-06] a license that two line items replace gave to both; a part that is upgraded is told, too', async () => {
  const { l1p1, p3, first } = await figure()
  const other = await world.change('upgrade', l1p1, { products: [{ product: 'P@3' }], copies: 1 })
  const item = (lineItem: string, copies: number) => ({
    lineItem,
    hosts: [{ ...onDogma, replaces: [{ lineItem: l1p1, copies }] }],
  })
  const { licenses } = await world.cast.run<{ licenses: [Issued, Issued, Issued] }>('activate-line-items', {
    items: [item(p3, 2), item(other, 1)],
  })
  const [two, one, rest] = licenses
  const upgrade = { fulfillment: rest.id, lineItem: p3, copies: 1 }
  const acted = await world.cast.run<Outcome>('upgrade-license', upgrade)
  const [part, last] = acted.licenses as [Issued, Issued]

  const records = await chainOf(first.id)
  expect(records.map(({ id, wentInto }) => [id, wentInto])).toEqual([
    [first.id, [idAndCopies(two, 2), idAndCopies(one, 1)]],
    [two.id, []],
    [one.id, []],
    [rest.id, [idAndCopies(part, 1)]],
    [part.id, []],
    [last.id, []],
  ])
  expect(records.map(({ parentId }) => parentId)).toEqual([
    null,
    first.id,
    first.id,
    first.id,
    rest.id,
    rest.id,
  ])
})

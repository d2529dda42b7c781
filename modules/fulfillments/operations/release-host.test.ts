import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCast, node, server, type Cast } from '../testing/fulfillments-cast.ts'
import { goodsWith, issuedOf, recordsOf, takenOf } from '../testing/support-cast.ts'

interface Released {
  readonly copiesReturned: number
  readonly released: readonly { readonly copiesBack: number; readonly otherHosts: readonly string[] }[]
  readonly left: number
  readonly opensAt: string | null
  readonly policiesOverridden: readonly string[]
}

let cast: Cast
beforeAll(async () => {
  cast = await buildCast()
}, 60_000)
afterAll(() => cast.house.close())

async function hostOf(text: string): Promise<string> {
  const { rows } = await cast.house.owner.query<{ id: string }>(
    'SELECT host_id AS id FROM host WHERE label = $1',
    [text],
  )
  return rows[0]?.id ?? ''
}

const open = () => cast.house.owner.query('DELETE FROM host_release_book')
const text = (number: number) => server(number).value.toUpperCase()

describe('release of a host', () => {
  test('[BEY-15] ends every license of the host in one act, whatever its line item', async () => {
    const floating = await cast.sell('floating-counted')
    const workstation = await cast.sell('nodelocked-counted')
    await issuedOf(cast, floating, { servers: [server(1)], copies: 4 })
    await issuedOf(cast, workstation, { servers: [server(1)], nodeHosts: [node('cad-1')], copies: 2 })
    await issuedOf(cast, floating, { servers: [server(2)], copies: 1 })
    const host = await hostOf(text(1))

    const shown = await cast.asCustomer<{ left: number; licenses: unknown[]; command: unknown }>(
      'get-host-release',
      { host },
    )
    expect(shown).toMatchObject({ left: 1, command: { allowed: true }, licenses: { length: 2 } })
    const outcome = await cast.asCustomer<Released>('release-host', { host, reason: 'Stolen' })

    expect(outcome).toMatchObject({ copiesReturned: 6, left: 0, policiesOverridden: [] })
    expect(outcome.released.map(({ otherHosts }) => otherHosts)).toEqual([[], ['HOSTNAME=cad-1']])
    expect(await takenOf(cast, floating)).toEqual({ copies: 1, overdraft: 0 })
    expect(await recordsOf(cast, workstation)).toEqual([['return', 'obsolete', 2, 0]])
  })

  test('[BEY-15] [BEY-03] the second release waits, and says when it opens; the producer may do it', async () => {
    await open()
    const lineItem = await cast.sell('floating-counted')
    await issuedOf(cast, lineItem, { servers: [server(3)], copies: 1 })
    await issuedOf(cast, lineItem, { servers: [server(4)], copies: 1 })
    await cast.asCustomer('release-host', { host: await hostOf(text(3)) })
    const opensAt = cast.house.now.add({ hours: 24 * 90 }).toString()

    await expect(cast.asCustomer('release-host', { host: await hostOf(text(4)) })).rejects.toMatchObject({
      refusal: { code: 'host-release-exhausted', data: { limit: 1, days: 90, uses: 1, opensAt } },
    })
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 1, overdraft: 0 })
    expect(await cast.asCustomer('get-host-release', { host: await hostOf(text(4)) })).toMatchObject({
      left: 0,
      opensAt,
      command: { allowed: false, code: 'host-release-exhausted' },
    })
    expect(await cast.run<Released>('release-host', { host: await hostOf(text(4)) })).toMatchObject({
      policiesOverridden: ['host-releases'],
    })
  })

  test('[BEY-15] of two releases at once one gets through', async () => {
    await open()
    const lineItem = await cast.sell('floating-counted')
    await issuedOf(cast, lineItem, { servers: [server(5)], copies: 1 })
    await issuedOf(cast, lineItem, { servers: [server(6)], copies: 1 })
    const hosts = [await hostOf(text(5)), await hostOf(text(6))]

    const all = await Promise.allSettled(hosts.map((host) => cast.asCustomer('release-host', { host })))

    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 1, overdraft: 0 })
  })

  test('[BEY-15] where copies do not go back, it says so and they stay used', async () => {
    await open()
    const goods = await goodsWith(cast, { cancelLicense: { when: 'now', isAllowed: false } })
    const lineItem = await cast.sell('floating-counted', goods)
    await issuedOf(cast, lineItem, { servers: [server(7)], copies: 3 })

    const outcome = await cast.asCustomer<Released>('release-host', { host: await hostOf(text(7)) })

    expect(outcome).toMatchObject({ copiesReturned: 0, released: [{ copiesBack: 0 }] })
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 3, overdraft: 0 })
  })

  test('[BEY-15] [LIFE-06] it is held to the policy on returns of each line item', async () => {
    await open()
    const goods = await goodsWith(cast, { returns: { when: 'now', count: 1, period: null } })
    const lineItem = await cast.sell('floating-counted', goods)
    await issuedOf(cast, lineItem, { servers: [server(8)], copies: 1 })
    await issuedOf(cast, lineItem, { servers: [server(8)], copies: 1 })

    await expect(cast.asCustomer('release-host', { host: await hostOf(text(8)) })).rejects.toMatchObject({
      refusal: { code: 'host-release-returns', data: { activationId: lineItem, needed: 2, left: 1 } },
    })
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 2, overdraft: 0 })
  })

  test('[BEY-15] a host without licenses is refused, and costs no release', async () => {
    await open()
    const lineItem = await cast.sell('floating-counted')
    const [license] = await issuedOf(cast, lineItem, { servers: [server(9)], copies: 1 })
    await cast.run('return-license', { fulfillment: license.id })
    const host = await hostOf(text(9))

    await expect(cast.asCustomer('release-host', { host })).rejects.toMatchObject({
      refusal: { code: 'host-without-licenses' },
    })
    expect(await cast.asCustomer('get-host-release', { host })).toMatchObject({ left: 1, uses: 0 })
  })
})

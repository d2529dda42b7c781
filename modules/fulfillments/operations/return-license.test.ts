import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCast, node, server, type Cast } from '../testing/fulfillments-cast.ts'
import { goodsWith, issuedOf, recordsOf, takenOf, type Outcome } from '../testing/support-cast.ts'

let cast: Cast
beforeAll(async () => {
  cast = await buildCast()
}, 60_000)
afterAll(() => cast.house.close())

const giveBack = (fulfillment: string, more: object = {}, options?: { verify?: boolean }) =>
  cast.run<Outcome>('return-license', { fulfillment, ...more }, options)

describe('return license', () => {
  test('[LIFE-02] the whole: copies are available again, the record is a RETURN', async () => {
    const lineItem = await cast.sell('floating-counted')
    const [license] = await issuedOf(cast, lineItem, { servers: [server(1)], copies: 4 })

    const outcome = await giveBack(license.fulfillmentCode)

    expect(outcome).toMatchObject({ copiesReturned: 4, licenses: [], closed: [{ became: 'return' }] })
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 0, overdraft: 0 })
    expect(await recordsOf(cast, lineItem)).toEqual([['return', 'obsolete', 4, 0]])
  })

  test('[LIFE-02] a part: the rest is a new MASTER on the same host, in the same chain', async () => {
    const lineItem = await cast.sell('floating-counted')
    const [license] = await issuedOf(cast, lineItem, { servers: [server(2)], copies: 5 })

    const outcome = await giveBack(license.id, { copies: 2 })

    expect(outcome).toMatchObject({ copiesReturned: 2, licenses: [{ copies: 3, servers: license.servers }] })
    expect(outcome.licenses[0]?.licenseText).toMatch(/^INCREMENT mill gearwrt 5\.2 permanent 3 /m)
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 3, overdraft: 0 })
    expect(await recordsOf(cast, lineItem)).toEqual([
      ['return', 'obsolete', 5, 0],
      ['master', 'active', 3, 3],
    ])
  })

  test('[LIFE-02] verify writes nothing and its text is no license', async () => {
    const lineItem = await cast.sell('floating-counted')
    const [license] = await issuedOf(cast, lineItem, { servers: [server(3)], copies: 5 })

    const outcome = await giveBack(license.id, { copies: 1 }, { verify: true })

    expect(outcome.licenses[0]?.licenseText).not.toContain('SIGN')
    expect(await recordsOf(cast, lineItem)).toEqual([['master', 'active', 5, 5]])
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 5, overdraft: 0 })
  })

  test('[LIFE-02] without "cancel license" the copies stay used, of a part too', async () => {
    const lineItem = await cast.sell(
      'floating-counted',
      await goodsWith(cast, { cancelLicense: { when: 'now', isAllowed: false } }),
    )
    const [license] = await issuedOf(cast, lineItem, { servers: [server(4)], copies: 5 })

    expect(await giveBack(license.id, { copies: 2 })).toMatchObject({ copiesReturned: 0 })

    expect(await takenOf(cast, lineItem)).toEqual({ copies: 5, overdraft: 0 })
    expect(await recordsOf(cast, lineItem)).toEqual([
      ['return', 'obsolete', 5, 2],
      ['master', 'active', 3, 3],
    ])
  })

  test('[LIFE-06] a policy says its limit, its period and when it opens again', async () => {
    const period = { amount: 1, unit: 'months' }
    const lineItem = await cast.sell(
      'floating-counted',
      await goodsWith(cast, { returns: { when: 'now', count: 1, period } }),
    )
    const [one] = await issuedOf(cast, lineItem, { servers: [server(5)], copies: 2 })
    const [two] = await issuedOf(cast, lineItem, { servers: [server(6)], copies: 2 })
    await giveBack(one.id)
    const opensAt = cast.house.now.toZonedDateTimeISO('UTC').add({ months: 1 }).toInstant().toString()

    await expect(giveBackAsCustomer(two.id)).rejects.toMatchObject({
      refusal: {
        code: 'support-policy-exhausted',
        data: { limit: 1, uses: 1, period: 'one month', opensAt },
      },
    })

    expect(await takenOf(cast, lineItem)).toEqual({ copies: 2, overdraft: 0 })
    // The producer's administrator may override it.
    await giveBack(two.id)
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 0, overdraft: 0 })
  })

  test.each([
    ['more than there is', { copies: 6 }, 'part-too-large'],
    ['nothing', { copies: 0 }, 'part-nothing'],
    ['half a copy', { copies: 1.5 }, 'count-not-a-whole-number'],
    ['a negative count', { copies: -1 }, 'count-out-of-range'],
    ['an address that is none', { shipToEmail: 'nobody' }, 'ship-to-email'],
  ])('[LIFE-02] refuses %s and changes nothing', async (_what, input, code) => {
    const lineItem = await cast.sell('floating-counted')
    const [license] = await issuedOf(cast, lineItem, { servers: [server(7)], copies: 5 })

    await expect(giveBack(license.id, input)).rejects.toMatchObject({ refusal: { code } })

    expect(await recordsOf(cast, lineItem)).toEqual([['master', 'active', 5, 5]])
  })

  test('[LIFE-02] refuses a part of one copy, and what was returned before', async () => {
    const lineItem = await cast.sell('nodelocked-uncounted')
    const [license] = await issuedOf(cast, lineItem, { nodeHosts: [node('cad-1')] })

    await expect(giveBack(license.id, { copies: 0, overdraft: 1 })).rejects.toMatchObject({
      refusal: { code: 'part-too-large' },
    })
    await giveBack(license.id)
    await expect(giveBack(license.id)).rejects.toMatchObject({ refusal: { code: 'license-not-active' } })
  })

  test('[LIFE-02] [ACT-09] of twenty returns of one license at once one gets through', async () => {
    const lineItem = await cast.sell('floating-counted')
    const [license] = await issuedOf(cast, lineItem, { servers: [server(8)], copies: 3 })

    const all = await Promise.allSettled(Array.from({ length: 20 }, () => giveBack(license.id)))

    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 0, overdraft: 0 })
  })
})

function giveBackAsCustomer(fulfillment: string) {
  return cast.asCustomer<Outcome>('return-license', { fulfillment })
}

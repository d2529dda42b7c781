import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCast, server, type Cast } from '../testing/fulfillments-cast.ts'
import { goodsWith, issuedOf, recordsOf, takenOf, type Outcome } from '../testing/support-cast.ts'

let cast: Cast
let today: Temporal.PlainDate
beforeAll(async () => {
  cast = await buildCast()
  today = cast.house.now.toZonedDateTimeISO('UTC').toPlainDate()
}, 60_000)
afterAll(() => cast.house.close())

const inDays = (days: number) => today.add({ days }).toString()
const emergency = (fulfillment: string, more: object = {}) =>
  cast.run<Outcome>('issue-emergency-license', { fulfillment, ...more })
const stopGap = (fulfillment: string, more: object = {}) =>
  cast.run<Outcome>('issue-stop-gap-license', { fulfillment, ...more })

async function expired(number: number, fields: object = {}) {
  const lineItem = await cast.sell('floating-counted', {
    ...fields,
    term: { kind: 'date', expiresOn: inDays(5) },
  })
  const [license] = await issuedOf(cast, lineItem, { servers: [server(number)], copies: 2 })
  await cast.house.owner.query('UPDATE fulfillment SET expires_on = $2 WHERE fulfillment_id = $1', [
    license.id,
    inDays(-3),
  ])
  return { lineItem, license }
}

describe('emergency license', () => {
  test('[LIFE-01] stands beside, for the whole count, from the day of the original, without copies', async () => {
    const lineItem = await cast.sell('floating-counted')
    const [license] = await issuedOf(cast, lineItem, { servers: [server(1)], copies: 4 })

    const outcome = await emergency(license.id, { duration: { amount: 10, unit: 'days' } })

    expect(outcome.closed).toEqual([])
    expect(outcome.licenses).toMatchObject([
      { copies: 4, servers: license.servers, startsOn: today.toString(), expiresOn: inDays(10) },
    ])
    expect(await recordsOf(cast, lineItem)).toEqual([
      ['master', 'active', 4, 4],
      ['emergency', 'active', 4, 0],
    ])
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 4, overdraft: 0 })
  })

  test('[LIFE-01] other hosts may be given, as the machine may be the one that broke', async () => {
    const lineItem = await cast.sell('floating-counted')
    const [license] = await issuedOf(cast, lineItem, { servers: [server(2)], copies: 1 })

    const outcome = await emergency(license.id, {
      expiresOn: inDays(2),
      hosts: { servers: [server(3)] },
    })

    expect(outcome.licenses[0]?.servers).toEqual(['02A000000003'])
  })

  test('[LIFE-01] it cannot be returned or rehosted: it has no copies', async () => {
    const lineItem = await cast.sell('floating-counted')
    const [license] = await issuedOf(cast, lineItem, { servers: [server(4)], copies: 1 })
    const { licenses } = await emergency(license.id, { expiresOn: inDays(2) })

    await expect(cast.run('return-license', { fulfillment: licenses[0]?.id ?? '' })).rejects.toMatchObject({
      refusal: { code: 'license-beside' },
    })
  })

  test('[LIFE-06] number and length of emergencies follow the policy', async () => {
    const goods = await goodsWith(cast, {
      emergencies: {
        when: 'now',
        count: 1,
        period: { amount: 1, unit: 'years' },
        longest: { amount: 2, unit: 'weeks' },
      },
    })
    const lineItem = await cast.sell('floating-counted', goods)
    const [license] = await issuedOf(cast, lineItem, { servers: [server(5)], copies: 1 })
    const helper = asSupport()

    await expect(helper(license.id, inDays(15))).rejects.toMatchObject({
      refusal: { code: 'beside-too-long', data: { latest: inDays(14), expires: inDays(15) } },
    })
    await helper(license.id, inDays(14))
    await expect(helper(license.id, inDays(3))).rejects.toMatchObject({
      refusal: {
        code: 'support-policy-exhausted',
        data: { policy: 'emergency licenses', limit: 1, uses: 1 },
      },
    })
    expect(await emergency(license.id, { expiresOn: inDays(20) })).toMatchObject({
      policiesOverridden: ['emergencies', 'emergencies-length'],
    })
  })

  test.each([
    ['no end', {}, 'beside-end-missing'],
    ['two ends', { expiresOn: '2099-01-01', duration: { amount: 1, unit: 'days' } }, 'beside-end-twice'],
    ['a day that is none', { expiresOn: '2099-02-30' }, 'beside-end-wrong'],
    ['a duration that is none', { duration: { amount: 0, unit: 'days' } }, 'beside-end-wrong'],
    ['an end in the past', { expiresOn: '2026-01-02' }, 'beside-end-past'],
    ['hosts that are wrong', { expiresOn: '2099-01-01', hosts: { servers: [] } }, 'server-host-missing'],
  ])('[LIFE-01] refuses %s and writes nothing', async (_what, input, code) => {
    const lineItem = await cast.sell('floating-counted')
    const [license] = await issuedOf(cast, lineItem, { servers: [server(6)], copies: 1 })

    await expect(emergency(license.id, input)).rejects.toMatchObject({ refusal: { code } })

    expect(await recordsOf(cast, lineItem)).toEqual([['master', 'active', 1, 1]])
  })

  test('[LIFE-01] customers cannot help themselves to it, whatever their role says', async () => {
    const lineItem = await cast.sell('floating-counted')
    const [license] = await issuedOf(cast, lineItem, { servers: [server(7)], copies: 1 })

    await expect(
      cast.asCustomer('issue-emergency-license', { fulfillment: license.id, expiresOn: inDays(2) }),
    ).rejects.toMatchObject({ permission: 'licenses.emergency' })
  })
})

describe('stop-gap license', () => {
  test('[LIFE-01] bridges the time after an end; the expired license stays', async () => {
    const { lineItem, license } = await expired(8)

    const outcome = await stopGap(license.id, { expiresOn: inDays(30) })

    expect(outcome.licenses).toMatchObject([
      { copies: 2, startsOn: today.toString(), expiresOn: inDays(30), servers: license.servers },
    ])
    expect(await recordsOf(cast, lineItem)).toEqual([
      ['master', 'active', 2, 2],
      ['stop-gap', 'active', 2, 0],
    ])
  })

  test('[LIFE-01] only for an expired license; an emergency only for one that is good', async () => {
    const lineItem = await cast.sell('floating-counted')
    const [good] = await issuedOf(cast, lineItem, { servers: [server(9)], copies: 1 })
    const { license } = await expired(10)

    await expect(stopGap(good.id, { expiresOn: inDays(3) })).rejects.toMatchObject({
      refusal: { code: 'license-not-expired' },
    })
    await expect(emergency(license.id, { expiresOn: inDays(3) })).rejects.toMatchObject({
      refusal: { code: 'license-expired' },
    })
  })
})

describe('publisher error', () => {
  const correct = (fulfillment: string, more: object = {}) =>
    cast.run<Outcome>('correct-publisher-error', { fulfillment, ...more })

  test('[LIFE-01] makes the license anew, on other hosts where they are given', async () => {
    const lineItem = await cast.sell('floating-counted')
    const [license] = await issuedOf(cast, lineItem, { servers: [server(11)], copies: 3 })

    const outcome = await correct(license.id, { hosts: { servers: [server(12)] } })

    expect(outcome).toMatchObject({ closed: [{ became: 'publisher-error' }], copiesReturned: 0 })
    expect(outcome.licenses).toMatchObject([{ copies: 3, servers: ['02A00000000C'] }])
    expect(await recordsOf(cast, lineItem)).toEqual([
      ['publisher-error', 'obsolete', 3, 0],
      ['master', 'active', 3, 3],
    ])
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 3, overdraft: 0 })
  })

  test('[LIFE-01] takes the dates that the line item has today', async () => {
    const lineItem = await cast.sell('floating-counted', { term: { kind: 'date', expiresOn: inDays(10) } })
    const [license] = await issuedOf(cast, lineItem, { servers: [server(13)], copies: 1 })
    await cast.house.owner.query('UPDATE line_item SET expires_on = $2 WHERE activation_id = $1', [
      lineItem,
      inDays(400),
    ])

    const outcome = await correct(license.id)

    expect(outcome.licenses).toMatchObject([{ expiresOn: inDays(400), servers: license.servers }])
  })

  test('[LIFE-01] is the producer’s alone', async () => {
    const lineItem = await cast.sell('floating-counted')
    const [license] = await issuedOf(cast, lineItem, { servers: [server(14)], copies: 1 })

    await expect(
      cast.asCustomer('correct-publisher-error', { fulfillment: license.id }),
    ).rejects.toMatchObject({ permission: 'licenses.publisher-error' })
  })
})

/** A helper of the producer who may not override policies. */
function asSupport() {
  return (fulfillment: string, expiresOn: string) =>
    cast.asHelper<Outcome>('issue-emergency-license', { fulfillment, expiresOn })
}

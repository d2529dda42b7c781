import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCast, node, server, type Cast } from '../testing/fulfillments-cast.ts'
import { goodsWith, issuedOf, recordsOf, takenOf, type Outcome } from '../testing/support-cast.ts'

let cast: Cast
beforeAll(async () => {
  cast = await buildCast({
    borrowing: { when: 'at-fulfillment' },
    notice: { when: 'at-fulfillment' },
    issuer: { when: 'now', value: 'Gearwright' },
  })
}, 60_000)
afterAll(() => cast.house.close())

const repair = (fulfillment: string, more: object = {}, options?: { verify?: boolean }) =>
  cast.run<Outcome>('repair-license', { fulfillment, ...more }, options)

async function licensed(number: number, attributes: object = { borrowing: 24, notice: 'first' }) {
  const lineItem = await cast.sell('floating-counted')
  const { licenses } = await cast.run<{ licenses: Outcome['licenses'] }>('activate-line-items', {
    items: [{ lineItem, hosts: [{ servers: [server(number)], copies: 4 }], attributes }],
  })
  const [license] = licenses
  if (!license) throw new Error('An activation makes a license.')
  return { lineItem, license }
}

describe('repair license', () => {
  test('[LIFE-03] other settings, the same hosts and the whole count; the original is a REPAIR', async () => {
    const { lineItem, license } = await licensed(1)

    const outcome = await repair(license.fulfillmentCode, { attributes: { borrowing: 48 } })

    expect(outcome).toMatchObject({ copiesReturned: 0, closed: [{ became: 'repair' }] })
    expect(outcome.licenses).toMatchObject([{ copies: 4, servers: license.servers }])
    const text = outcome.licenses[0]?.licenseText ?? ''
    expect(text).toMatch(/BORROW=48\b/)
    expect(text).toMatch(/NOTICE=first\b/)
    expect(await recordsOf(cast, lineItem)).toEqual([
      ['repair', 'obsolete', 4, 0],
      ['master', 'active', 4, 4],
    ])
    expect(await takenOf(cast, lineItem)).toEqual({ copies: 4, overdraft: 0 })
  })

  test('[LIFE-03] null unsets a value', async () => {
    const { license } = await licensed(2)

    const outcome = await repair(license.id, { attributes: { notice: null } })

    expect(outcome.licenses[0]?.licenseText).not.toContain('NOTICE')
    expect(outcome.licenses[0]?.licenseText).toMatch(/BORROW=24\b/)
  })

  test('[LIFE-03] a start date that an activation asks moves the end with it', async () => {
    const lineItem = await cast.sell('floating-counted', {
      startOption: 'specify-at-each-activation',
      startsOn: null,
      term: { kind: 'duration', amount: 1, unit: 'years' },
    })
    const { licenses } = await cast.run<{ licenses: Outcome['licenses'] }>('activate-line-items', {
      items: [{ lineItem, startDate: '2031-01-01', hosts: [{ servers: [server(3)], copies: 1 }] }],
    })

    const outcome = await repair(licenses[0]?.id ?? '', { startDate: '2031-03-15' })

    expect(outcome.licenses).toMatchObject([{ startsOn: '2031-03-15', expiresOn: '2032-03-15' }])
  })

  test.each([
    ['what the model has settled', { attributes: { issuer: 'Somebody' } }, 'attribute-not-asked'],
    ['a value that is none', { attributes: { borrowing: 'long' } }, 'attribute-value'],
    ['a settled start', { startDate: '2026-02-02' }, 'start-date-fixed'],
    ['a day that is none', { startDate: '2026-02-31' }, 'start-date-invalid'],
    ['nothing', {}, 'repair-nothing-changed'],
    ['the same again', { attributes: { borrowing: 24 } }, 'repair-nothing-changed'],
  ])('[LIFE-03] refuses %s and changes nothing', async (_what, input, code) => {
    const { lineItem, license } = await licensed(4)

    await expect(repair(license.id, input)).rejects.toMatchObject({ refusal: { code } })

    expect(await recordsOf(cast, lineItem)).toEqual([['master', 'active', 4, 4]])
  })

  test('[LIFE-03] a license whose model asks nothing cannot be repaired', async () => {
    const lineItem = await cast.sell('nodelocked-uncounted')
    const [license] = await issuedOf(cast, lineItem, { nodeHosts: [node('cad-7')] })

    await expect(repair(license.id, { attributes: {} })).rejects.toMatchObject({
      refusal: { code: 'repair-nothing-asked' },
    })
  })

  test('[LIFE-06] the policy on repairs is held for customers', async () => {
    const goods = await goodsWith(cast, { repairs: { when: 'now', count: 1, period: null } })
    const lineItem = await cast.sell('floating-counted', {
      ...goods,
      startOption: 'specify-at-each-activation',
      startsOn: null,
    })
    const { licenses } = await cast.run<{ licenses: Outcome['licenses'] }>('activate-line-items', {
      items: [{ lineItem, startDate: '2026-01-01', hosts: [{ servers: [server(5)], copies: 1 }] }],
    })
    const again = (fulfillment: string, startDate: string) =>
      cast.asCustomer<Outcome>('repair-license', { fulfillment, startDate })
    const first = await again(licenses[0]?.id ?? '', '2026-02-01')

    await expect(again(first.licenses[0]?.id ?? '', '2026-03-01')).rejects.toMatchObject({
      refusal: { code: 'support-policy-exhausted', data: { policy: 'repairs', limit: 1, opensAt: null } },
    })
    // The producer may override it, and the answer says so.
    expect(await repair(first.licenses[0]?.id ?? '', { startDate: '2026-03-01' })).toMatchObject({
      policiesOverridden: ['repairs'],
    })
  })
})

import type { CommandsView } from '@tallystick/kernel/operation/define.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCast, server, type Cast } from '../testing/fulfillments-cast.ts'
import { goodsWith, issuedOf, type Outcome } from '../testing/support-cast.ts'

let cast: Cast
beforeAll(async () => {
  cast = await buildCast({ borrowing: { when: 'at-fulfillment' } })
}, 60_000)
afterAll(() => cast.house.close())

const commandsOf = async (fulfillment: string, who: 'run' | 'asCustomer' = 'run') =>
  (await cast[who]<{ commands: CommandsView }>('get-license', { fulfillment })).commands

describe('commands of a license', () => {
  test('[LIFE-02] [LIFE-03] [LIFE-04] the producer has all, a customer those of a customer', async () => {
    const lineItem = await cast.sell('floating-counted')
    const [license] = await issuedOf(cast, lineItem, { servers: [server(1)], copies: 2 })

    expect(await commandsOf(license.id)).toMatchObject({
      'return-license': { allowed: true },
      'repair-license': { allowed: true },
      'rehost-license': { allowed: true },
      'issue-emergency-license': { allowed: true },
      'issue-stop-gap-license': { allowed: false, code: 'license-not-expired' },
      'correct-publisher-error': { allowed: true },
    })
    const own = await commandsOf(license.id, 'asCustomer')
    expect(Object.keys(own)).not.toContain('issue-emergency-license')
    expect(own).toMatchObject({ 'return-license': { allowed: true } })
  })

  test('[LIFE-06] [BEY-03] a policy that is used up disables its command with the same words', async () => {
    const goods = await goodsWith(cast, { rehosts: { when: 'now', count: 1, period: null } })
    const lineItem = await cast.sell('floating-counted', goods)
    const [license] = await issuedOf(cast, lineItem, { servers: [server(2)], copies: 2 })
    const { licenses } = await cast.run<Outcome>('rehost-license', {
      fulfillment: license.id,
      hosts: { servers: [server(3)] },
    })

    const commands = await commandsOf(licenses[0]?.id ?? '', 'asCustomer')

    expect(commands['rehost-license']).toMatchObject({ allowed: false, code: 'support-policy-exhausted' })
    expect(commands['rehost-license']?.reason).toMatch(/allows 1 rehost in the whole life/)
    expect(commands['return-license']).toEqual({ allowed: true })
    const before = await commandsOf(license.id)
    expect(before['rehost-license']).toMatchObject({ allowed: false, code: 'license-not-active' })
  })
})

describe('the form of an act', () => {
  test('[LIFE-03] [BEY-03] is prefilled with the license and says what is left of its policy', async () => {
    const goods = await goodsWith(cast, {
      returns: { when: 'now', count: 3, period: { amount: 1, unit: 'months' } },
    })
    const lineItem = await cast.sell('floating-counted', goods)
    const [license] = await issuedOf(cast, lineItem, { servers: [server(4)], copies: 5 })
    await cast.run('return-license', { fulfillment: license.id, copies: 1 })
    const { rows } = await cast.house.owner.query<{ id: string }>(
      `SELECT fulfillment_id AS id FROM fulfillment WHERE activation_id = $1 AND state = 'active'`,
      [lineItem],
    )

    const form = await cast.asCustomer('get-support-form', { fulfillment: rows[0]?.id, act: 'return' })

    expect(form).toMatchObject({
      command: { allowed: true },
      license: { copies: 4, servers: license.servers, activationId: lineItem },
      fields: { asksPart: true, asksHosts: false, attributes: [] },
      policy: { label: 'returns', limit: 3, uses: 1, left: 2, period: 'one month', opensAt: null },
      givesCopiesBack: true,
      mayOverride: false,
    })
  })

  test('[LIFE-03] a repair asks the attributes with the values of the license', async () => {
    const lineItem = await cast.sell('floating-counted')
    const { licenses } = await cast.run<{ licenses: Outcome['licenses'] }>('activate-line-items', {
      items: [{ lineItem, hosts: [{ servers: [server(5)], copies: 1 }], attributes: { borrowing: 12 } }],
    })

    const form = await cast.run('get-support-form', { fulfillment: licenses[0]?.id, act: 'repair' })

    expect(form).toMatchObject({
      attributes: { borrowing: 12 },
      fields: { attributes: [{ key: 'borrowing' }], asksHosts: false, asksPart: false },
      policy: null,
    })
  })

  test('[LIFE-01] an emergency says the latest end that its policy lets it have', async () => {
    const goods = await goodsWith(cast, {
      emergencies: { when: 'now', count: 2, period: null, longest: { amount: 7, unit: 'days' } },
    })
    const lineItem = await cast.sell('floating-counted', goods)
    const [license] = await issuedOf(cast, lineItem, { servers: [server(6)], copies: 1 })
    const today = cast.house.now.toZonedDateTimeISO('UTC').toPlainDate()

    expect(await cast.run('get-support-form', { fulfillment: license.id, act: 'emergency' })).toMatchObject({
      startDate: today.toString(),
      latestEnd: today.add({ days: 7 }).toString(),
      fields: { asksEnd: true, asksHosts: true },
    })
  })
})

describe('the chain of a license', () => {
  test('[LIFE-12] from the first license to all that came out of it, each with who and when', async () => {
    const lineItem = await cast.sell('floating-counted')
    const [first] = await issuedOf(cast, lineItem, { servers: [server(7)], copies: 5 })
    const returned = await cast.run<Outcome>('return-license', { fulfillment: first.id, copies: 1 })
    const rest = returned.licenses[0]
    const moved = await cast.run<Outcome>('rehost-license', {
      fulfillment: rest?.id,
      copies: 3,
      hosts: { servers: [server(8)] },
    })
    await cast.run('issue-emergency-license', {
      fulfillment: moved.licenses[1]?.id,
      duration: { amount: 1, unit: 'weeks' },
    })

    for (const fulfillment of [first.id, moved.licenses[0]?.id]) {
      const { records } = await cast.asCustomer<{ records: { copies: number }[] }>('get-license-chain', {
        fulfillment,
      })
      expect(records).toMatchObject([
        { id: first.id, supportAction: 'return', parentId: null, copies: 5, state: 'obsolete' },
        { id: rest?.id, supportAction: 'rehost', parentId: first.id, copies: 4 },
        { supportAction: 'master', parentId: rest?.id, copies: 3, state: 'active' },
        { supportAction: 'master', parentId: rest?.id, copies: 1, state: 'active', closedBy: '' },
        { supportAction: 'emergency', parentId: moved.licenses[1]?.id, copies: 1, state: 'active' },
      ])
    }
  })
})

describe('the history of a license', () => {
  test('[LIFE-12] [LIFE-06] says what ended and began, and which policy was overridden, to customers too', async () => {
    const goods = await goodsWith(cast, { returns: { when: 'now', count: 0, period: null } })
    const lineItem = await cast.sell('floating-counted', goods)
    const [license] = await issuedOf(cast, lineItem, { servers: [server(9)], copies: 3 })
    const outcome = await cast.run<Outcome>('return-license', { fulfillment: license.id, copies: 1 })

    const { entries } = await cast.asCustomer<{ entries: object[] }>('get-license-history', {
      fulfillment: license.id,
    })

    expect(entries).toMatchObject([
      {
        action: 'license.returned',
        details: {
          ended: [{ license: license.fulfillmentCode, became: 'return' }],
          issued: [{ license: outcome.licenses[0]?.fulfillmentCode, copies: 2 }],
          policiesOverridden: ['returns'],
        },
      },
      { action: 'license.activated' },
    ])
  })
})

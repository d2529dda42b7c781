import { Forbidden, InvalidInput, NotFound } from '@tallystick/kernel/errors/problems.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { person } from '@tallystick/kernel/testing/pipeline.ts'
import type { Sql } from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { daysRemaining } from '../rules/expiring.ts'
import { buildCast, inside, type Cast } from '../testing/cast.ts'
import listExpiring from './list-expiring-line-items.ts'

interface Row {
  readonly id: string
  readonly activationId: string
  readonly daysRemaining: number
  readonly expiration: string
  readonly type: string
  readonly accountName: string
  readonly accountId: string
  readonly isReplaced: boolean
}

interface Listed {
  readonly rows: readonly Row[]
  readonly next: string | null
  readonly total?: { readonly count: number }
}

let cast: Cast
const TODAY = Temporal.PlainDate.from('2026-03-01')
const dayIn = (days: number) => TODAY.add({ days }).toString()
const list = (input: object = {}) => cast.house.run('list-expiring-line-items', input) as Promise<Listed>
const activationIds = async (input: object) => (await list(input)).rows.map((row) => row.activationId)
const customer = (own: readonly string[], permissions = ['expiring-entitlements.view', 'licenses.email']) =>
  person(cast.house.tenantId, { permissions, own })
const switchPage = (on: boolean) =>
  cast.house.owner.query(
    `INSERT INTO setting (tenant_id, name, value, updated_at, updated_by) VALUES ($1, 'renewals.shows-expiring', $2, now(), '')
     ON CONFLICT (tenant_id, name) DO UPDATE SET value = EXCLUDED.value`,
    [cast.house.tenantId, JSON.stringify(on)],
  )

beforeAll(async () => {
  cast = await buildCast()
  const item = (activationId: string, days: number, more: object = {}) => ({
    activationId,
    products: [{ product: 'CAD@1' }],
    licenseModel: 'Floating',
    startsOn: '2025-01-01',
    term: { kind: 'date', expiresOn: dayIn(days) },
    ...more,
  })
  const care = { kind: 'maintenance', products: [{ product: 'Care@1' }], licenseModel: null }
  await cast.house.run('create-entitlement', {
    entitlementId: 'N-1',
    soldTo: 'NORTHWIND',
    autoDeploy: true,
    lineItems: [
      item('N-10', 10, { copies: 4, maintenance: ['N-CARE'], orderId: 'PO-9' }),
      item('N-CARE', 40, care),
      item('N-EVER', 0, { term: { kind: 'permanent' } }),
      item('N-GONE', -5, { products: [{ product: 'Mesh@2' }] }),
      item('N-TODAY', 0),
      item('N-EAST', 1, { timeZone: 'Pacific/Kiritimati' }),
      item('N-WEST', -1, { timeZone: 'Pacific/Pago_Pago' }),
    ],
  })
  await cast.house.run('create-entitlement', {
    entitlementId: 'S-1',
    soldTo: 'SAWMILL',
    autoDeploy: true,
    lineItems: [item('S_100', 100), item('S-200', 200)],
  })
  await cast.house.run('create-entitlement', {
    entitlementId: 'S-DRAFT',
    soldTo: 'SAWMILL',
    lineItems: [item('S-SKETCH', 3)],
  })
})
afterAll(() => cast.house.close())

describe('expiring entitlements', () => {
  test('[ENT-09] what is to expire comes first by fewest days, counted in the time zone of each line item', async () => {
    const { rows } = await list()

    // It is 9:00 on 1 March in UTC: still 28 February on Pago Pago, already 23:00 on 1 March on Kiritimati.
    expect(rows.map((row) => [row.activationId, row.daysRemaining])).toEqual(
      [
        ['N-WEST', 0],
        ['N-TODAY', 0],
        ['N-EAST', 1],
        ['N-10', 10],
        ['N-CARE', 40],
        ['S_100', 100],
        ['S-200', 200],
      ].toSorted(byDaysThen(rows)),
    )
    expect(rows.find(({ activationId }) => activationId === 'N-10')).toMatchObject({
      expiration: dayIn(10),
      type: 'subscription',
      accountName: 'Northwind Mill',
      accountId: 'NORTHWIND',
      quantity: 4,
      orderId: 'PO-9',
      product: 'CAD 1',
      isReplaced: false,
    })
    expect(rows.find(({ activationId }) => activationId === 'N-CARE')).toMatchObject({
      type: 'maintenance',
      maintains: ['N-10'],
    })
  })

  test('[ENT-09] expired ones have negative days, and stand there only when they are asked for', async () => {
    expect((await list({ show: 'expired' })).rows).toMatchObject([
      { activationId: 'N-GONE', daysRemaining: -5 },
    ])
    expect(await activationIds({ show: 'both', limit: 1 })).toEqual(['N-GONE'])
    expect((await list({ show: 'both', total: 'true' })).total).toEqual({ count: 8, isExact: true })
    await expect(list({ show: 'neither' })).rejects.toBeInstanceOf(InvalidInput)
  })

  test('[ENT-09] subscriptions and maintenance can be left out', async () => {
    expect(await activationIds({ type: 'maintenance' })).toEqual(['N-CARE'])
    expect(await activationIds({ type: 'subscription' })).not.toContain('N-CARE')
  })

  test('[ENT-09] a search is literal without an asterisk, which stands for one or more characters', async () => {
    expect(await activationIds({ activationId: 'n-10' })).toEqual(['N-10'])
    expect(await activationIds({ activationId: 'N' })).toEqual([])
    expect(await activationIds({ activationId: 'S*' })).toEqual(['S_100', 'S-200'])
    expect(await activationIds({ activationId: 'S-200*' })).toEqual([])
    expect(await activationIds({ activationId: 'S_200' })).toEqual([])
    expect(await activationIds({ activationId: '*_*' })).toEqual(['S_100'])
    expect(await activationIds({ product: 'Care' })).toEqual(['N-CARE'])
    expect(await activationIds({ product: 'Care 1' })).toEqual(['N-CARE'])
    expect(await activationIds({ product: 'Car' })).toEqual([])
    expect(await activationIds({ product: 'C*', type: 'maintenance' })).toEqual(['N-CARE'])
    expect(await activationIds({ accountId: 'SAWMILL' })).toEqual(['S_100', 'S-200'])
    expect(await activationIds({ accountName: 'north*', type: 'maintenance' })).toEqual(['N-CARE'])
    expect(await activationIds({ accountName: 'north' })).toEqual([])
  })

  test('[ENT-09] sorts by days remaining, expiration, type and account name, page by page without gap or repeat', async () => {
    for (const sort of ['daysRemaining', 'expiration', 'type', 'accountName'] as const) {
      for (const direction of ['', '-']) {
        const all = (await list({ show: 'both', sort: `${direction}${sort}` })).rows
        const paged: Row[] = []
        for (let after: string | null = null; ;) {
          const page: Listed = await list({
            show: 'both',
            sort: `${direction}${sort}`,
            limit: 3,
            ...(after ? { after } : {}),
          })
          paged.push(...page.rows)
          after = page.next
          if (after === null) break
        }
        expect(paged.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
        const values = all.map((row) => row[sort])
        const ordered = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
        expect(values).toEqual(direction === '' ? ordered : ordered.toReversed())
        expect(all).toHaveLength(8)
      }
    }
    await expect(list({ sort: 'product' })).rejects.toBeInstanceOf(InvalidInput)
  })

  test('[ENT-09] the days of the list are those of the rule, at every hour of the day', async () => {
    const zones = new Map([
      ['N-EAST', 'Pacific/Kiritimati'],
      ['N-WEST', 'Pacific/Pago_Pago'],
    ])
    const before = cast.house.now
    for (let hour = 0; hour < 24; hour += 3) {
      cast.house.now = Temporal.Instant.from('2026-03-01T00:30:00Z').add({ hours: hour })
      for (const { activationId, expiration, daysRemaining: days } of (await list({ show: 'both' })).rows)
        expect(days).toBe(daysRemaining(expiration, zones.get(activationId) ?? null, cast.house.now))
      const expiring = await list({ show: 'expiring' })
      const expired = await list({ show: 'expired' })
      expect(expiring.rows.every((row) => row.daysRemaining >= 0)).toBe(true)
      expect(expired.rows.every((row) => row.daysRemaining < 0)).toBe(true)
      expect(expiring.rows.length + expired.rows.length).toBe(8)
    }
    cast.house.now = before
  })

  test('[ENT-09] people see those of the accounts to which they belong, deployed ones only', async () => {
    const { northwind, sawmill } = cast.accounts
    const seen = async (own: readonly string[]) =>
      ((await cast.house.as(customer(own), 'list-expiring-line-items', {})) as Listed).rows.map(
        (row) => row.activationId,
      )

    expect(await seen([sawmill])).toEqual(['S_100', 'S-200'])
    expect((await seen([northwind])).length).toBe(5)
    expect((await seen([northwind, sawmill])).length).toBe(7)
  })

  test('[ENT-09] who sees the line items of accounts below sees what expires there, and may ask for its renewal', async () => {
    const { northwind, sawmill } = cast.accounts
    const { ownScope, ...rest } = customer([northwind])
    const childScope = { all: false, owners: [northwind, sawmill], categories: null }
    const seen = async (permissions: readonly string[]) =>
      (
        (await cast.house.as(
          { ...rest, ownScope, childScope, permissions: new Set(permissions) },
          'list-expiring-line-items',
          {},
        )) as Listed
      ).rows.length

    expect(await seen(['expiring-entitlements.view'])).toBe(5)
    expect(await seen(['expiring-entitlements.view', 'child-line-items.view'])).toBe(7)
  })

  test('[ENT-09] can be asked for what ends within some days, and without what is replaced already', async () => {
    expect(await activationIds({ within: 10 })).toEqual((await activationIds({})).slice(0, 4))
    expect((await list({ within: 40, total: 'true' })).total).toEqual({ count: 5, isExact: true })
    expect(await activationIds({ within: 0, show: 'both' })).toContain('N-GONE')
    await expect(list({ within: -1 })).rejects.toBeInstanceOf(InvalidInput)

    await cast.house.owner.query(`UPDATE line_item SET has_successor = true WHERE activation_id = 'N-10'`)
    expect(await activationIds({ replaced: 'only' })).toEqual(['N-10'])
    expect(await activationIds({ replaced: 'hide', within: 10 })).not.toContain('N-10')
    await cast.house.owner.query(`UPDATE line_item SET has_successor = false WHERE activation_id = 'N-10'`)
  })

  test('[ENT-09] the export holds the chosen rows, or all that match up to 1,000', async () => {
    const { rows } = await list()
    const chosen = rows.slice(0, 2).map(({ id }) => id)

    expect((await exported({ ids: chosen.join(',') })).map(({ id }) => id)).toEqual(chosen)
    expect((await exported({})).map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
    expect((await exported({ type: 'maintenance' })).map((row) => row.activationId)).toEqual(['N-CARE'])
  })

  test('[ENT-09] the producer can switch page, requests and export off for its customers', async () => {
    const who = customer([cast.accounts.sawmill])
    await switchPage(false)
    await expect(cast.house.as(who, 'list-expiring-line-items', {})).rejects.toBeInstanceOf(Forbidden)
    await expect(cast.house.as(who, 'request-renewal', { lineItems: ['S-200'] })).rejects.toBeInstanceOf(
      Forbidden,
    )
    const exported = await inside(cast, (ctx) => ctx.tx.rows(exportOf(ctx, {})), who)
    expect(exported).toEqual([])
    expect((await list()).rows).not.toEqual([])
    await switchPage(true)
    expect(((await cast.house.as(who, 'list-expiring-line-items', {})) as Listed).rows).toHaveLength(2)
  })
})

describe('a request to renew', () => {
  const asGrace = (permissions?: readonly string[]) => ({
    ...customer([cast.accounts.northwind], permissions as string[]),
    actorId: cast.contact,
  })
  const events = async () =>
    (
      await cast.house.owner.query<{ payload: Record<string, unknown> }>(
        `SELECT payload FROM outbox WHERE type = 'renewal.requested'`,
      )
    ).rows

  test('[ENT-09] tells the producer and who asked, once, and changes no line item', async () => {
    const { rows: before } = await cast.house.owner.query('SELECT * FROM line_item ORDER BY line_item_id')
    await cast.house.owner.query(
      `INSERT INTO setting (tenant_id, name, value, updated_at, updated_by)
       VALUES ($1, 'renewals.request-address', '"sales@gearwright.example"', now(), '')`,
      [cast.house.tenantId],
    )
    const answer = await cast.house.as(asGrace(), 'request-renewal', {
      lineItems: ['N-10', 'n-care', 'N-10'],
    })

    expect(answer).toEqual({ lineItems: 2, copyTo: 'grace@northwind.example' })
    expect(await events()).toMatchObject([
      {
        payload: {
          to: 'sales@gearwright.example',
          requester: { name: 'Grace Hill', email: 'grace@northwind.example' },
          lineItems: [
            { activationId: 'N-10', type: 'subscription', daysRemaining: 10, copies: 4 },
            { activationId: 'N-CARE', type: 'maintenance', daysRemaining: 40 },
          ],
        },
      },
    ])
    expect((await cast.house.owner.query('SELECT * FROM line_item ORDER BY line_item_id')).rows).toEqual(
      before,
    )
  })

  test('[ENT-09] refuses what has no end, and does not find what is not theirs', async () => {
    const count = (await events()).length
    await expect(
      cast.house.as(asGrace(), 'request-renewal', { lineItems: ['N-10', 'N-EVER'] }),
    ).rejects.toMatchObject({ refusal: { code: 'line-item-without-end', data: { activationIds: 'N-EVER' } } })
    await expect(
      cast.house.as(asGrace(), 'request-renewal', { lineItems: ['S-200'] }),
    ).rejects.toBeInstanceOf(NotFound)
    await expect(
      cast.house.as(asGrace(), 'request-renewal', { lineItems: [newId()] }),
    ).rejects.toBeInstanceOf(NotFound)
    await expect(cast.house.as(asGrace(), 'request-renewal', { lineItems: [] })).rejects.toBeInstanceOf(
      InvalidInput,
    )
    await expect(
      cast.house.as(asGrace(['entitlements.view']), 'request-renewal', { lineItems: ['N-10'] }),
    ).rejects.toBeInstanceOf(Forbidden)
    await cast.house.owner.query(`UPDATE app_user SET email = ''`)
    await expect(cast.house.as(asGrace(), 'request-renewal', { lineItems: ['N-10'] })).rejects.toMatchObject({
      refusal: { code: 'requester-without-address' },
    })
    await cast.house.owner.query(`UPDATE app_user SET email = 'grace@northwind.example'`)
    expect(await events()).toHaveLength(count)
  })
})

describe('a long export', () => {
  test('[ENT-09] ends after 1,000 rows', async () => {
    await cast.house.owner.query(
      `INSERT INTO line_item (tenant_id, line_item_id, entitlement_id, entitlement_code, activation_id, kind, state,
         copies_total, term, expires_on)
       SELECT tenant_id, gen_random_uuid(), entitlement_id, entitlement_code, 'MANY-' || n, 'maintenance', 'deployed', 1,
         'date', date '2027-01-01' FROM entitlement, generate_series(1, 1100) n WHERE entitlement_code = 'S-1'`,
    )
    expect(await exported({})).toHaveLength(1000)
  })
})

const exported = (input: object) =>
  inside(cast, (ctx) => {
    return ctx.tx.rows<Row>(exportOf(ctx, input), 'each-time')
  })

/** Equal days are ordered by the key, which is a matter of chance: the answer itself says how. */
function byDaysThen(rows: readonly Row[]) {
  const place = new Map(rows.map(({ activationId }, at) => [activationId, at]))
  return ([nameA, a]: (string | number)[], [nameB, b]: (string | number)[]) =>
    Number(a) - Number(b) || (place.get(String(nameA)) ?? 0) - (place.get(String(nameB)) ?? 0)
}

/** The statement of an export. */
function exportOf(ctx: QueryContext, input: object): Sql {
  const { contract, list: bound } = listExpiring
  if (!bound) throw new Error('It is no list.')
  return bound.all(ctx, contract.input.parse(input) as never)
}

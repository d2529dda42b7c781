import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entitlementsReactions } from '../reactions.ts'
import { findExistingEntitlement } from '../existing-entitlement.ts'
import { takeCopies } from '../store/copies.ts'
import { renameSoldTo } from '../store/labels.ts'
import {
  buildCast,
  inside,
  portalUser,
  type Cast,
  type Listed,
  type Sold,
  type SoldRow,
} from '../testing/cast.ts'

let cast: Cast
const ids: Record<string, Sold> = {}
type Found = NonNullable<Awaited<ReturnType<typeof findExistingEntitlement>>>
const sold = (name: string) => ids[name] as Sold
const run = <T = Listed>(name: string, input: unknown): Promise<T> =>
  cast.house.run(name, input) as Promise<T>
const cad = (more: object = {}) => ({
  products: [{ product: 'CAD@1' }],
  licenseModel: 'Floating',
  term: { kind: 'permanent' },
  ...more,
})

beforeAll(async () => {
  cast = await buildCast()
  const put = async (name: string, input: object) => {
    ids[name] = await run<Sold>('create-entitlement', { entitlementId: name, autoDeploy: true, ...input })
  }
  await put('SAW-1', {
    customAttributes: { region: 'Harbor side' },
    parties: [
      { tier: 'end-customer', account: 'SAWMILL' },
      { tier: 'reseller', account: 'HARBOR' },
    ],
    lineItems: [
      cad({
        activationId: 'SAW-A',
        copies: 2,
        orderId: 'PO-1',
        orderLineNumber: '10',
        maintenance: ['SAW-M'],
        customAttributes: { project: 'Long Bridge', priority: 2, tags: ['Bridge'] },
      }),
      cad({
        activationId: 'SAW-B',
        term: { kind: 'date', expiresOn: '2026-02-28' },
        startsOn: '2025-01-01',
        products: [{ product: 'Mesh@2' }],
      }),
      {
        activationId: 'SAW-M',
        kind: 'maintenance',
        products: [{ product: 'Care@1' }],
        term: { kind: 'permanent' },
      },
    ],
  })
  await put('PLAN-1', { soldTo: 'PLANING', lineItems: [cad({ activationId: 'PLAN-A' })] })
  await put('NORTH-1', {
    soldTo: 'NORTHWIND',
    lineItems: [
      cad({
        activationId: 'NORTH-A',
        startOption: 'each-activation-date',
        term: { kind: 'duration', amount: 12, unit: 'months' },
      }),
    ],
  })
  await put('SAW-DRAFT', {
    soldTo: 'SAWMILL',
    autoDeploy: false,
    lineItems: [cad({ activationId: 'DRAFT-A' })],
  })
  await put('SAW-TEST', {
    soldTo: 'SAWMILL',
    autoDeploy: false,
    isTest: true,
    lineItems: [cad({ activationId: 'TEST-A' })],
  })
  await run('add-line-item', { entitlement: 'SAW-1', ...cad({ activationId: 'SAW-LATER' }) })
})
afterAll(() => cast.house.close())

const idOf = ({ lineItems }: Sold, activationId: string) =>
  (lineItems.find((one) => one.activationId === activationId) as SoldRow).id
const valuesOf = (page: Listed, name: string) => page.rows.map((row) => row[name] as string)
const activationIds = (page: Listed): string[] => valuesOf(page, 'activationId').toSorted()
const where = async (...conditions: string[]) =>
  activationIds(await run('list-line-items', { where: conditions }))

describe('list of line items', () => {
  test('[ENT-01] shows every column of an activatable line item', async () => {
    const page = await run('list-line-items', { where: 'activationId.equals:SAW-A' })

    expect(page.rows).toMatchObject([
      {
        type: 'certificate',
        activationId: 'SAW-A',
        entitlementId: 'SAW-1',
        state: 'deployed',
        parentBulk: null,
        soldTo: 'SAWMILL (Sawmill)',
        product: 'CAD 1',
        features: ['draw 1.0'],
        version: '1',
        available: 2,
        total: 2,
        expiration: 'Permanent',
        orderId: 'PO-1',
        orderLineNumber: '10',
        fulfilledAmount: 0,
        maintenance: ['Care 1'],
        licenseModel: 'Floating',
        validity: 'unexpired',
        fulfilled: false,
      },
    ])
  })

  test('[ENT-01] expired is whose last day has passed, and a duration without a start never is', async () => {
    expect(await where('validity.in:expired')).toEqual(['SAW-B'])
    expect(await where('validity.in:unexpired', 'state.in:deployed')).toEqual(['NORTH-A', 'PLAN-A', 'SAW-A'])
    const page = await run('list-line-items', { where: 'activationId.equals:NORTH-A' })
    expect(page.rows).toMatchObject([{ expiration: '12 months', expiresOn: null }])
  })

  // Kiritimati is 14 hours ahead of UTC: its last day is over while UTC still has it.
  test('[ENT-01] a line item counts its days in its own time zone', async () => {
    const term = { kind: 'date', expiresOn: '2026-02-28' }
    const zones = {
      'ZONE-UTC': undefined,
      'ZONE-EAST': 'Pacific/Kiritimati',
      'ZONE-WEST': 'Pacific/Pago_Pago',
    }
    for (const [activationId, timeZone] of Object.entries(zones)) {
      await run('add-line-item', {
        entitlement: 'NORTH-1',
        ...cad({ activationId, timeZone, term, startsOn: '2026-01-01' }),
      })
    }
    const now = cast.house.now
    const at = async (instant: string) => {
      cast.house.now = Temporal.Instant.from(instant)
      return where('validity.in:expired', 'activationId.starts:ZONE')
    }

    expect(await at('2026-02-28T12:00:00Z')).toEqual(['ZONE-EAST'])
    expect(await at('2026-03-01T00:00:00Z')).toEqual(['ZONE-EAST', 'ZONE-UTC'])
    expect(await at('2026-03-01T11:00:00Z')).toEqual(['ZONE-EAST', 'ZONE-UTC', 'ZONE-WEST'])
    cast.house.now = now
    for (const activationId of Object.keys(zones)) await run('remove-line-item', { id: activationId })
  })

  test('[ENT-01] fulfilled is what has no copies left', async () => {
    const id = idOf(sold('SAW-1'), 'SAW-A')

    await inside(cast, (ctx) => takeCopies(ctx, [{ lineItemId: id, copies: 2, overdraft: 0 }]))

    expect(await where('fulfilled.is:true')).toEqual(['SAW-A'])
    expect(await where('fulfilled.is:false')).not.toContain('SAW-A')
  })

  test('[ENT-01] every sortable column sorts and pages without losing or repeating a row', async () => {
    const all = await where()
    for (const column of [
      'activationId',
      'entitlementId',
      'soldTo',
      'product',
      'total',
      'expiration',
      'orderId',
      'createdAt',
    ]) {
      for (const sort of [column, `-${column}`]) {
        const seen: string[] = []
        let after: string | undefined
        do {
          const page: Listed = await run('list-line-items', { sort, limit: 2, ...(after && { after }) })
          seen.push(...valuesOf(page, 'activationId'))
          after = page.next ?? undefined
        } while (after)
        expect([sort, ...seen.toSorted()]).toEqual([sort, ...all])
      }
    }
  })

  test('[NAV-02] line items and entitlements are found by their custom attributes, each by its own', async () => {
    expect(await where('attribute:project.contains:bridge')).toEqual(['SAW-A'])
    expect(await where('attribute:priority.equals:2', 'product.contains:cad')).toEqual(['SAW-A'])
    expect(await where('attribute:priority.equals:2', 'product.contains:mesh')).toEqual([])
    expect(await where('attribute:tags.contains:bridge')).toEqual([])
    expect(await where('attribute:region.contains:harbor')).toEqual([])
    const orders = await run('list-entitlements', { where: 'attribute:region.starts:HARBOR' })
    expect(valuesOf(orders, 'entitlementId')).toEqual(['SAW-1'])

    const user = portalUser(cast, [cast.accounts.planing])
    const asked = { where: 'attribute:project.contains:bridge' }
    expect(activationIds(await cast.house.as(user, 'list-line-items', asked))).toEqual([])
  })

  test('[ENT-01] maintenance, part number and features are searched through what they belong to', async () => {
    expect(await where('maintenance.contains:care')).toEqual(['SAW-A'])
    expect(await where('product.contains:mesh')).toEqual(['SAW-B'])
    expect(await where('expiresOn.before:2026-03-01')).toEqual(['SAW-B'])
    expect(await where('available.atLeast:1', 'entitlementId.equals:SAW-1', 'state.in:deployed')).toEqual([
      'SAW-B',
    ])
    expect(await where('parentBulk.contains:x')).toEqual([])
  })
})

describe('list by order', () => {
  test('[PRD-03] shows the columns of an order with its line items', async () => {
    const page = await run('list-entitlements', { where: 'activationIds.contains:saw-b' })

    expect(page.rows).toMatchObject([
      {
        entitlementId: 'SAW-1',
        account: 'SAWMILL (Sawmill)',
        state: 'deployed',
        isBulk: false,
        lineItems: 4,
        activationIds: ['SAW-A', 'SAW-B', 'SAW-LATER', 'SAW-M'],
        products: ['CAD 1', 'Mesh 2'],
        maintenance: ['Care 1'],
      },
    ])
  })

  test('[PRD-03] entitlements of one account, whatever its tier is', async () => {
    const account = cast.accounts['harbor']
    const page = await run('list-entitlements', { account })
    const all = await run('list-entitlements', {})
    expect(page.rows.map(({ entitlementId }) => entitlementId)).toContain('SAW-1')
    expect(page.rows.length).toBeLessThan(all.rows.length)
  })

  test('[PRD-03] filters by state and kind, and counts what it found', async () => {
    const bulk = await run<Sold>('create-entitlement', { kind: 'bulk', soldTo: 'HARBOR', lineItems: [cad()] })

    const found = await run('list-entitlements', { where: ['isBulk.is:true'], total: 'true' })
    const drafts = await run('list-entitlements', { where: 'state.in:draft,test', sort: 'entitlementId' })

    expect(found).toMatchObject({
      rows: [{ entitlementId: bulk.entitlementId }],
      total: { count: 1, isExact: true },
    })
    expect(valuesOf(drafts, 'state')).toEqual(['draft', 'draft', 'test'])
    expect(bulk.parties).toMatchObject([{ tier: 'distributor', isOwner: false }])
  })
})

describe('who sees what', () => {
  const seen = async (own: string[], children?: string[]) =>
    activationIds(await cast.house.as(portalUser(cast, own, children), 'list-line-items', {}))

  test('[ENT-01] a customer sees its own, never drafts, tests, or what a sibling bought', async () => {
    expect(await seen([cast.accounts.sawmill])).toEqual(['SAW-A', 'SAW-B'])
    expect(await seen([cast.accounts.planing])).toEqual(['PLAN-A'])
  })

  test('[ENT-01] a parent sees its children only with the permission for children', async () => {
    const { northwind, sawmill, planing } = cast.accounts

    expect(await seen([northwind])).toEqual(['NORTH-A'])
    expect(await seen([northwind], [sawmill, planing])).toEqual(['NORTH-A', 'PLAN-A', 'SAW-A', 'SAW-B'])
  })

  test('[ENT-01] a partner sees what went through its hands', async () => {
    expect(await seen([cast.accounts.harbor])).toEqual(['SAW-A', 'SAW-B'])
    const shown: Sold = await cast.house.as(portalUser(cast, [cast.accounts.harbor]), 'get-entitlement', {
      id: 'SAW-1',
    })
    expect(shown.parties.map(({ tier }) => tier)).toEqual(['reseller'])
    expect(shown.lineItemCount).toBe(3)
  })

  test('[ENT-01] a user who is limited to a product line sees only its goods', async () => {
    const user = portalUser(cast, [cast.accounts.sawmill])
    const limited = {
      ...user,
      ownScope: { all: false as const, owners: [cast.accounts.sawmill], categories: [cast.lines.milling] },
    }

    expect(activationIds(await cast.house.as(limited, 'list-line-items', {}))).toEqual(['SAW-B'])
    await expect(cast.house.as(limited, 'get-line-item', { id: 'SAW-A' })).rejects.toThrow(
      'There is no line item',
    )
    const page: Listed = await cast.house.as(limited, 'list-entitlements', {})
    expect(page.rows).toMatchObject([{ entitlementId: 'SAW-1', lineItems: 2, products: ['Mesh 2'] }])
  })

  test('[PRD-03] details of others are not found, by key or by ID', async () => {
    const stranger = portalUser(cast, [cast.accounts.planing])
    for (const id of ['SAW-1', sold('SAW-1').id]) {
      await expect(cast.house.as(stranger, 'get-entitlement', { id })).rejects.toThrow(
        'There is no entitlement',
      )
    }
    for (const id of ['SAW-DRAFT', 'SAW-TEST']) {
      const own = cast.house.as(portalUser(cast, [cast.accounts.sawmill]), 'get-entitlement', { id })
      await expect(own).rejects.toThrow('There is no entitlement')
    }
    const page: Listed = await cast.house.as(stranger, 'list-entitlements', {})
    expect(valuesOf(page, 'entitlementId')).toEqual(['PLAN-1'])
  })

  test('[ENT-01] the history of a line item is read by who may see it, newest first', async () => {
    const item = sold('SAW-1').lineItems[0]
    await run('inactivate-line-item', { id: item.id })
    await run('reactivate-line-item', { id: item.id })

    const owner = portalUser(cast, [cast.accounts.sawmill])
    const history = await cast.house.as(owner, 'get-line-item-history', { id: 'saw-a' })
    const { entries } = history as { entries: { action: string; details: object }[] }
    expect(entries.map(({ details }) => details)).toEqual([{}, {}, {}])
    expect(entries.map(({ action }) => action)).toEqual([
      'line-item.reactivated',
      'line-item.inactivated',
      'entitlement.created',
    ])
    const stranger = portalUser(cast, [cast.accounts.planing])
    const tried = cast.house.as(stranger, 'get-line-item-history', { id: item.id })
    await expect(tried).rejects.toThrow('There is no line item')
  })

  test('[PRD-02] a customer with rights by mistake still cannot change what is not theirs', async () => {
    const user = portalUser(cast, [cast.accounts.planing])
    const mighty = {
      ...user,
      permissions: new Set([...user.permissions, 'entitlements.update', 'entitlements.change-state']),
    }

    const tried = cast.house.as(mighty, 'inactivate-entitlement', { id: 'SAW-1' })

    await expect(tried).rejects.toThrow('There is no entitlement')
  })
})

describe('names that are repeated', () => {
  test('[ENT-01] a renamed account is found under its new name', async () => {
    const { react } = entitlementsReactions[0] as (typeof entitlementsReactions)[number]
    const event = {
      eventId: 'e',
      type: 'account.renamed',
      at: '2026-03-01T09:00:00Z',
      subject: { kind: 'account', id: cast.accounts.planing },
      payload: { accountId: cast.accounts.planing, label: 'PLANING (Fine Planing)' },
    }

    await inside(cast, (ctx) => react(ctx, event))

    expect(await where('soldTo.contains:fine plan')).toEqual(['PLAN-A'])
    await inside(cast, (ctx) => renameSoldTo(ctx, cast.accounts.planing, 'PLANING (Planing Works)'))
    expect(await where('soldTo.equals:PLANING (Planing Works)')).toEqual(['PLAN-A'])
  })

  test('[PRD-06] an existing entitlement comes in the shape in which it is created', async () => {
    const found = (await inside(cast, (ctx) => findExistingEntitlement(ctx, 'saw-1'))) as Found

    expect(found.fields).toMatchObject({
      entitlementId: 'SAW-1',
      parties: [
        { tier: 'end-customer', account: 'SAWMILL', contact: null, isOwner: true },
        { tier: 'reseller', account: 'HARBOR', contact: null, isOwner: false },
      ],
    })
    expect(found.fields.lineItems[0]).toMatchObject({
      activationId: 'SAW-A',
      products: [{ product: 'CAD@1', quantity: 1 }],
      licenseModel: 'Floating',
      productLine: 'Drafting',
      maintenance: ['SAW-M'],
    })
    const copy = {
      ...found.fields,
      entitlementId: 'SAW-COPY',
      lineItems: found.fields.lineItems.map((one) => ({
        ...one,
        activationId: `${one.activationId}-2`,
        maintenance: one.maintenance.map((id: string) => `${id}-2`),
      })),
    }
    const made = await run<Sold>('create-entitlement', copy)
    expect(made.lineItemCount).toBe(4)
    expect(await inside(cast, (ctx) => findExistingEntitlement(ctx, 'NOWHERE'))).toBeNull()
  })
})

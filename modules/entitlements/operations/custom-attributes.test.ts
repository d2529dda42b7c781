import type { RecordKind } from '@tallystick/kernel/import/define.ts'
import { settingsOperations } from '@tallystick/settings/operations.ts'
import { buildPipeline } from '@tallystick/kernel/operation/run.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '@tallystick/kernel/db/transaction.ts'
import { entitlementsImport } from '../imports/entitlements-import.ts'
import { entitlementsOperations } from '../operations.ts'
import { buildCast, portalUser, type Cast, type Sold, type SoldItem } from '../testing/cast.ts'

let cast: Cast
beforeAll(async () => {
  cast = await buildCast()
  await define('entitlement', 'cost center', 'number', { isVisibleInPortal: true })
  await define('entitlement', 'margin', 'number')
  await define('line-item', 'project', 'text', { isRequired: true, isVisibleInPortal: true })
  await define('maintenance-line-item', 'level', 'choice', {
    choices: ['Gold', 'Silver'],
    defaultValue: 'Silver',
  })
})
afterAll(() => cast.house.close())

function run(name: string, input: unknown): Promise<never> {
  const { pool, tenantId } = cast.house
  const pipeline = buildPipeline({
    pool,
    operations: [...entitlementsOperations, ...settingsOperations],
    resolve: () => Promise.resolve(null),
    clock: () => cast.house.now,
    strict: true,
  })
  const caller = { principal: systemPrincipal(tenantId) }
  return pipeline.run(name, input, { tenantId, caller }) as Promise<never>
}

function define(recordKind: string, name: string, type: string, more: object = {}) {
  return run('create-custom-attribute', { recordKind, name, label: `The ${name}`, type, ...more })
}

function lineItem(more: object = {}) {
  const term = { kind: 'permanent' }
  return { products: [{ product: cast.products.cad }], licenseModel: cast.models.floating, term, ...more }
}

function care(more: object = {}) {
  const term = { kind: 'duration', amount: 1, unit: 'years' }
  return { kind: 'maintenance', products: [{ product: cast.products.care }], term, ...more }
}

function sell(entitlementId: string, lineItems: object[], customAttributes: object = {}): Promise<Sold> {
  return run('create-entitlement', {
    entitlementId,
    soldTo: 'SAWMILL',
    customAttributes,
    lineItems,
    autoDeploy: true,
  })
}

const refused = (code: string, data: object) => ({ refusal: { code, data } })

describe('custom attributes of entitlements and line items', () => {
  test('[PRD-02] each kind has its own; a missing one is named with its line item', async () => {
    const lacking = sell('CA-0', [lineItem({ customAttributes: { project: 'Bridge' } }), lineItem()])
    await expect(lacking).rejects.toMatchObject(
      refused('custom-attribute-missing', {
        attribute: 'project',
        field: 'lineItems.1.customAttributes.project',
      }),
    )
    await expect(
      sell('CA-0', [lineItem({ customAttributes: { project: 'Bridge', level: 'Gold' } })]),
    ).rejects.toMatchObject(refused('custom-attribute-unknown', { attribute: 'level' }))
    await expect(run('get-entitlement', { id: 'CA-0' })).rejects.toMatchObject({ reference: 'CA-0' })

    const sold = await sell('CA-1', [lineItem({ customAttributes: { project: 'Bridge' } }), care()], {
      'cost center': 7,
    })
    const [licensed, maintenance] = sold.lineItems
    const shown = async (id: string) => ((await run('get-line-item', { id })) as SoldItem).customAttributes
    expect(await shown(licensed.id)).toEqual({ project: 'Bridge' })
    expect(await shown(maintenance.id)).toEqual({ level: 'Silver' })
  })

  test('[PRD-02] after deployment they may change, and the history tells', async () => {
    const sold = await sell('CA-2', [lineItem({ customAttributes: { project: 'Mole' } })])
    const { id } = sold.lineItems[0]

    await run('update-line-item', { id, customAttributes: { project: 'Pier' } })
    expect(await run('get-line-item', { id })).toMatchObject({ customAttributes: { project: 'Pier' } })
    await run('update-line-item', { id, description: 'Second pier' })
    await expect(run('update-line-item', { id, customAttributes: {} })).rejects.toMatchObject(
      refused('custom-attribute-missing', { attribute: 'project' }),
    )
    await expect(
      run('update-entitlement', { id: 'CA-2', customAttributes: { 'cost center': 'seven' } }),
    ).rejects.toMatchObject(refused('custom-attribute-value', { attribute: 'cost center', value: 'seven' }))
  })

  test('[ENT-03] customers see and search only what is shown in the portal', async () => {
    const sold = await sell('CA-3', [lineItem({ customAttributes: { project: 'Weir' } })], {
      'cost center': 9,
      margin: 40,
    })
    const customer = portalUser(cast, [cast.accounts.sawmill])
    const shown = (await cast.house.as(customer, 'get-entitlement', { id: sold.id })) as Sold
    const found = async (where: string) =>
      ((await cast.house.as(customer, 'list-entitlements', { where })) as { rows: unknown[] }).rows.length

    expect(shown.customAttributes).toEqual({ 'cost center': 9 })
    expect(await found('attribute:cost center.equals:9')).toBe(1)
    expect(await found('attribute:margin.equals:40')).toBe(0)
  })

  test('[PRD-06] an order file is read by the defined types; what it leaves out stays, and again changes nothing', async () => {
    const line = { activationId: 'CA-4-LINE', products: [{ name: 'CAD@1', count: 1 }], permanent: true }
    const record = {
      entitlementId: 'CA-4',
      soldTo: 'SAWMILL',
      custom: { 'Cost Center': '12' },
      lineItems: [{ ...line, licenseModel: 'Floating', lineCustom: { project: '2026' } }],
    }
    const plan = (given: object) =>
      inTransaction(cast.house.pool, cast.house.tenantId, (tx) => {
        const principal = systemPrincipal(cast.house.tenantId)
        const ctx = {
          principal,
          tenantId: cast.house.tenantId,
          now: cast.house.now,
          tx,
          scope: { all: true },
        }
        const [kind] = entitlementsImport.recordKinds as [RecordKind]
        return kind.plan(ctx as never, given as never)
      })
    const first = await plan(record)
    expect(first.steps.map(({ operation }) => operation)).toEqual(['create-entitlement'])
    await run('create-entitlement', first.steps[0]?.input([]))

    expect(await run('get-entitlement', { id: 'CA-4' })).toMatchObject({
      customAttributes: { 'cost center': 12 },
    })
    expect((await plan(record)).steps).toEqual([])
    const more = await plan({ ...record, custom: { margin: '3.5' } })
    expect(more.steps[0]?.input([])).toMatchObject({
      customAttributes: { 'cost center': 12, margin: 3.5 },
    })
  })
})

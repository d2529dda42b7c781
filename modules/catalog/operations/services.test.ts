import { inTransaction } from '@tallystick/kernel/db/transaction.ts'
import { Refused } from '@tallystick/kernel/errors/problems.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogOperations } from '../operations.ts'
import { shown } from '../part-number-commands.ts'
import * as services from '../services.ts'
import { featureStore } from '../store/features.ts'
import type { GoodsStore } from '../store/goods-store.ts'
import { licenseModelStore } from '../store/license-models.ts'
import { readPartNumber } from '../store/part-numbers.ts'
import { productStore } from '../store/products.ts'
import { findNamed } from '../store/references.ts'
import { castOf } from '../testing/catalog-cast.ts'

let house: TestPipeline
let cast: ReturnType<typeof castOf>
beforeAll(async () => {
  house = await testPipeline(catalogOperations)
  cast = castOf(house)
  await cast.feature('editor', { overrides: { notice: 'Own words' } })
  await cast.feature('dated', { version: '', versionFormat: 'date-based' })
  await cast.model('Floating', { policies: { serverHostTypes: ['ethernet'] } })
  await house.run('create-product-line', { name: 'Milling', description: 'Mills' })
  await cast.product('Mill', {
    productLine: 'Milling',
    features: [{ feature: 'editor', count: 2 }, { feature: 'dated' }],
    licenseModels: ['Floating'],
    partNumbers: [{ code: 'GW-1', licenseModel: 'Floating' }],
    isPackage: false,
    deploy: false,
  })
  await cast.run('deploy-product', { id: 'Mill@1.0' })
})
afterAll(() => house.close())

/** Asks a service as another room does, inside a transaction. */
function ask<T>(question: (ctx: QueryContext) => Promise<T>): Promise<T> {
  const principal = systemPrincipal(house.tenantId)
  return inTransaction(house.pool, house.tenantId, (tx) =>
    question({
      principal,
      tenantId: house.tenantId,
      now: house.now,
      tx,
      scope: { all: true },
      may: () => true,
      refuse: (refusal) => {
        throw new Refused(refusal)
      },
    }),
  )
}

describe('what other rooms ask the catalog', () => {
  test('[PRD-01] products for sale come in the order asked, with all that a line item needs', async () => {
    const mill = await cast.run('update-product', { id: 'Mill@1.0', rowVersion: 2 })

    const [byName, byKey] = await ask((ctx) => services.productsForSale(ctx, ['mill@1.0', mill.id]))

    expect(byName).toMatchObject({ kind: 'product', label: 'Mill 1.0', ref: 'Mill@1.0', state: 'deployed' })
    expect(byName?.licenseModelIds).toHaveLength(1)
    expect(byKey).toEqual(byName)
    const unknown = ask((ctx) => services.productsForSale(ctx, ['Saw@1.0']))
    await expect(unknown).rejects.toMatchObject({ refusal: { code: 'reference-unknown' } })
  })

  test('[PRD-01] a part number resolves to product and model, and a model tells its policies', async () => {
    const [part] = await ask((ctx) => services.resolvePartNumbers(ctx, ['gw-1']))
    const [model] = await ask((ctx) => services.licenseModelsOf(ctx, ['floating']))

    expect(part).toMatchObject({ code: 'GW-1', licenseModelId: model?.id })
    expect(model).toMatchObject({
      name: 'Floating',
      state: 'deployed',
      kind: 'floating-counted',
      serverHostTypes: ['ethernet'],
      nodeHostTypes: null,
    })
  })

  test('[PRD-01] the fragments give one statement everything that an activation needs', async () => {
    const row = await ask((ctx) =>
      ctx.tx.one<{ product: unknown; model: unknown; none: unknown }>(sql`SELECT
        ${services.productJson(sql`p.tenant_id`, sql`p.product_id`)} AS product,
        ${services.licenseModelJson(sql`p.tenant_id`, sql`m.license_model_id`)} AS model,
        ${services.licenseModelJson(sql`p.tenant_id`, sql`NULL::uuid`)} AS none
        FROM product p CROSS JOIN license_model m WHERE p.tenant_id = ${ctx.tenantId}`),
    )

    expect(row).toMatchObject({
      product: {
        label: 'Mill 1.0',
        state: 'deployed',
        package: null,
        features: [
          { name: 'dated', version: null, versionFormat: 'date-based', count: 1 },
          {
            name: 'editor',
            version: '2026.0',
            versionFormat: 'fixed',
            count: 2,
            overrides: { notice: 'Own words' },
          },
        ],
      },
      model: { name: 'Floating', policies: { extraActivations: { when: 'now', count: 0 } } },
      none: null,
    })
  })

  test('[PRD-06] what an import finds is what it would create: given back, nothing changes', async () => {
    const found = await ask(async (ctx) => ({
      product: await foundBy(ctx, productStore('product'), 'mill@1.0'),
      feature: await foundBy(ctx, featureStore, 'EDITOR'),
      model: await foundBy(ctx, licenseModelStore, 'Floating'),
      line: await services.findExistingProductLine(ctx, 'milling'),
      part: shown(await readPartNumber(ctx, (await findNamed(ctx, 'part-number', 'gw-1', 'none')).id)),
    }))
    const before = await cast.rows()

    expect(found.product.fields).toMatchObject({
      productLine: 'Milling',
      features: [
        { feature: 'dated@', count: 1 },
        { feature: 'editor@2026.0', count: 2 },
      ],
    })
    const { features, bundles, licenseModels, partNumbers, description } = found.product.fields
    const given = { features, bundles, licenseModels, partNumbers, description }
    const again = [
      await cast.run('update-product', {
        id: found.product.id,
        rowVersion: found.product.rowVersion,
        ...given,
      }),
      await cast.run('update-feature', {
        id: 'editor',
        rowVersion: found.feature.rowVersion,
        ...found.feature.fields,
      }),
      await cast.run('update-license-model', {
        id: 'Floating',
        rowVersion: found.model.rowVersion,
        ...found.model.fields,
      }),
      await cast.run('update-product-line', { id: 'Milling', rowVersion: 1, ...found.line?.fields }),
      await cast.run('update-part-number', { id: 'GW-1', rowVersion: 1, ...found.part }),
    ]
    expect(again.map((answer) => answer.changed)).toEqual([false, false, false, false, false])
    expect(await cast.rows()).toBe(before)
  })

  test('[PRD-01] what is sold can be inactivated, but no longer be a draft or deleted', async () => {
    const product = await cast.product('Sold', { features: [{ feature: 'editor' }], deploy: true })
    const draft = await cast.product('Tried', { features: [{ feature: 'editor' }] })
    const model = await cast.model('Sold with')
    for (const [at, { id }] of [product, draft].entries()) await sell(id, model.id, `ACT-${at}`)

    const back = await cast.refusal('return-product-to-draft', { id: product.id })
    const removed = await cast.refusal('delete-product', { id: draft.id })
    const modelBack = await cast.refusal('return-license-model-to-draft', { id: model.id })

    expect(back).toMatchObject({ code: 'still-used', data: { users: ['line item ACT-0'] } })
    expect(removed).toMatchObject({ code: 'still-used', data: { users: ['line item ACT-1'] } })
    expect(modelBack).toMatchObject({ data: { users: ['line item ACT-0', 'line item ACT-1'] } })
    expect((await cast.run('inactivate-product', { id: product.id })).state).toBe('inactive')
  })
})

/** A record of the catalog as an import compares it. */
async function foundBy<F extends object>(ctx: QueryContext, store: GoodsStore<F>, ref: string) {
  return store.read(ctx, (await findNamed(ctx, store.kind, ref, 'none')).id)
}

/** A line item as the entitlements keep it; that room is to the right of this one. */
async function sell(productId: string, licenseModelId: string, activationId: string): Promise<void> {
  const [entitlementId, lineItemId] = [newId(), newId()]
  await house.owner.query(
    'INSERT INTO entitlement (tenant_id, entitlement_id, entitlement_code) VALUES ($1, $2, $3)',
    [house.tenantId, entitlementId, `E-${activationId}`],
  )
  await house.owner.query(
    `INSERT INTO line_item (tenant_id, line_item_id, entitlement_id, entitlement_code, activation_id,
       license_model_id, copies_total, term) VALUES ($1, $2, $3, $4, $5, $6, 1, 'permanent')`,
    [house.tenantId, lineItemId, entitlementId, `E-${activationId}`, activationId, licenseModelId],
  )
  await house.owner.query(
    'INSERT INTO line_item_product (tenant_id, line_item_id, product_id) VALUES ($1, $2, $3)',
    [house.tenantId, lineItemId, productId],
  )
}

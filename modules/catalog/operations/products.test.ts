import { person, testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogOperations } from '../operations.ts'
import { castOf } from '../testing/catalog-cast.ts'

let house: TestPipeline
let cast: ReturnType<typeof castOf>
beforeAll(async () => {
  house = await testPipeline(catalogOperations)
  cast = castOf(house)
  await cast.feature('editor')
  await cast.feature('render')
  await cast.bundle('Basics', [{ feature: 'editor', count: 2 }, { feature: 'render' }])
  await cast.model('Floating')
})
afterAll(() => house.close())

interface View {
  readonly flattenedFeatures: readonly { readonly name: string; readonly count: number }[]
  readonly commands: Readonly<Record<string, { readonly allowed: boolean; readonly code?: string }>>
  readonly rowVersion: number
}
const view = (id: string) => house.run('get-product', { id }) as Promise<View>

describe('products', () => {
  test('[PRD-01] one command makes a product with everything inside and deploys it', async () => {
    await house.run('create-product-line', { name: 'Milling' })

    const mill = await cast.product('Mill', {
      productLine: 'Milling',
      features: [{ feature: 'editor', count: 3 }],
      bundles: [{ bundle: 'Basics', count: 2 }],
      licenseModels: ['Floating'],
      partNumbers: [{ code: 'GW-1', licenseModel: 'Floating' }, { code: 'GW-2' }],
      deploy: true,
    })

    expect(mill).toMatchObject({ state: 'deployed', ref: 'Mill@1.0', label: 'Mill 1.0' })
    const shown = await view('mill@1.0')
    expect(shown).toMatchObject({
      kind: 'product',
      productLine: 'Milling',
      partNumbers: [{ code: 'GW-1' }, { code: 'GW-2' }],
    })
    expect(shown.flattenedFeatures).toMatchObject([
      { name: 'editor', version: '2026.0', versionFormat: 'fixed', count: 7, overrides: {} },
      { name: 'render', count: 2 },
    ])
    const { rows } = await house.owner.query(`SELECT type FROM outbox WHERE subject_id = $1`, [mill.id])
    expect(rows).toEqual([{ type: 'product.deployed' }])
    const list = (await house.run('list-products', { where: 'partNumbers.contains:gw-2' })) as {
      rows: object[]
    }
    expect(list.rows).toMatchObject([
      { name: 'Mill', productLine: 'Milling', partNumbers: ['GW-1', 'GW-2'], licenseModels: ['Floating'] },
    ])
  })

  test('[PRD-01] a product deploys after its parts, and each that is not deployed is named', async () => {
    await cast.feature('notyet', { deploy: false })
    await cast.bundle('Later', [{ feature: 'editor' }], { deploy: false })
    await cast.model('Draft model', { deploy: false })
    const product = await cast.product('Waiting', {
      features: [{ feature: 'notyet' }],
      bundles: [{ bundle: 'Later' }],
      licenseModels: ['Draft model'],
    })
    const before = await cast.rows()

    const refusal = await cast.refusal('deploy-product', { id: product.id })

    expect(refusal.code).toBe('parts-not-deployed')
    expect(refusal.data['parts']).toEqual([
      'feature notyet 2026.0 (draft)',
      'feature bundle Later (draft)',
      'license model Draft model (draft)',
    ])
    expect(await cast.rows()).toBe(before)
    expect((await view(product.id)).commands['deploy-product']).toMatchObject({ code: 'parts-not-deployed' })
    expect((await cast.refusal('create-product', { name: 'Empty', deploy: true })).code).toBe(
      'nothing-inside',
    )
  })

  test('[PRD-01] after deployment only description, license models and part numbers change', async () => {
    const product = await cast.product('Frozen', { features: [{ feature: 'editor' }], deploy: true })
    await cast.model('Added later', { deploy: false })
    const edit = (fields: object, rowVersion = product.rowVersion) => ({
      id: product.id,
      rowVersion,
      ...fields,
    })
    const before = await cast.rows()

    const refusal = await cast.refusal(
      'update-product',
      edit({ name: 'Thawed', features: [{ feature: 'render' }], description: 'x' }),
    )

    expect(refusal).toMatchObject({ code: 'field-frozen', data: { fields: ['name', 'features'] } })
    expect(await cast.rows()).toBe(before)
    const allowed = await cast.run(
      'update-product',
      edit({
        description: 'New words',
        features: [{ feature: 'editor@2026.0', count: 1 }],
        licenseModels: ['Added later'],
        partNumbers: [{ code: 'FR-1', licenseModel: 'Added later' }],
      }),
    )
    expect(allowed).toMatchObject({ changed: true, state: 'deployed' })
    const dropped = await cast.refusal('update-product', edit({ licenseModels: [] }, allowed.rowVersion))
    expect(dropped).toMatchObject({ code: 'model-not-of-product', data: { code: 'FR-1' } })
    const both = await cast.run(
      'update-product',
      edit({ licenseModels: [], partNumbers: [] }, allowed.rowVersion),
    )
    expect(both.changed).toBe(true)
    expect(await house.run('get-part-number', { id: 'FR-1' })).toMatchObject({
      product: null,
      licenseModel: null,
    })
  })

  test('[PRD-01] inactive means no new references; those that exist stay good', async () => {
    const model = await cast.model('Retired')
    const product = await cast.product('Keeps model', {
      features: [{ feature: 'editor' }],
      licenseModels: ['Retired'],
    })
    await cast.run('inactivate-license-model', { id: model.id })

    const closed = await cast.refusal('create-product', { name: 'Late', licenseModels: ['Retired'] })
    const kept = await cast.run('update-product', {
      id: product.id,
      rowVersion: product.rowVersion,
      licenseModels: ['Floating', 'Retired'],
    })

    expect(closed).toMatchObject({ code: 'reference-closed', data: { parts: ['Retired (inactive)'] } })
    expect(kept.changed).toBe(true)
  })

  test('[PRD-01] name and version are unique together across products, suites and maintenance', async () => {
    await cast.product('Unique', { version: '1 @ beta' })

    expect((await cast.refusal('create-suite', { name: 'unique', version: '1 @ beta' })).code).toBe(
      'product-name-taken',
    )
    expect(await cast.product('Unique', { version: '2' })).toMatchObject({ changed: true })
    expect(await house.run('get-product', { id: 'Unique@1 @ beta' })).toMatchObject({ version: '1 @ beta' })
    const race = await Promise.all(
      Array.from({ length: 8 }, () =>
        cast.refusal('create-maintenance', { name: 'Care race', version: '1' }),
      ),
    )
    expect(race.filter((one) => one.code === 'done')).toHaveLength(1)
    expect(race.filter((one) => one.code === 'product-name-taken')).toHaveLength(7)
  })

  test('[PRD-01] a package needs a name and equal counts', async () => {
    const fields = { isPackage: true, features: [{ feature: 'editor' }, { feature: 'render', count: 2 }] }

    expect((await cast.refusal('create-product', { name: 'Pack', ...fields })).code).toBe(
      'package-name-wrong',
    )
    const named = { ...fields, name: 'Pack', packageName: 'pack', packageVersion: '1.0' }
    const unequal = await cast.refusal('create-product', { ...named, deploy: true })
    expect(unequal).toMatchObject({
      code: 'package-counts-differ',
      data: { counts: ['editor 2026.0: 1', 'render 2026.0: 2'] },
    })
  })

  test('[PRD-01] a copy has all parts but not the part numbers', async () => {
    const copy = await cast.run('copy-product', { id: 'Mill@1.0', version: '2.0' })

    const shown = await view(copy.id)
    expect(copy.state).toBe('draft')
    expect(shown).toMatchObject({
      partNumbers: [],
      licenseModels: ['Floating'],
      bundles: [{ bundle: 'Basics', count: 2 }],
    })
  })

  test('[PRD-01] only drafts that nobody uses are deleted, with all their parts', async () => {
    const draft = await cast.product('Gone', {
      features: [{ feature: 'editor' }],
      partNumbers: [{ code: 'GONE-1' }],
    })

    const used = await cast.refusal('delete-product', { id: draft.id })
    await cast.run('unmap-part-number', { id: 'GONE-1' })
    await cast.run('delete-product', { id: draft.id })

    expect(used).toMatchObject({ code: 'still-used', data: { users: ['part number GONE-1'] } })
    await expect(house.run('get-product', { id: draft.id })).rejects.toThrow('There is no product')
    expect((await cast.refusal('delete-product', { id: 'Mill@1.0' })).code).toBe('catalog-state')
  })

  test('[PRD-01] someone restricted to a product line sees no product of another', async () => {
    const line = (await house.run('create-product-line', { name: 'Turning' })) as { id: string }
    await cast.product('Lathe', { productLine: 'Turning' })
    const limited = person(house.tenantId, { permissions: ['products.view'], own: [] })
    const scope = { all: false as const, owners: [], categories: [line.id] }
    const reader = { ...limited, ownScope: scope, childScope: scope }

    const page = (await house.as(reader, 'list-products', { where: 'productLine.contains:ing' })) as {
      rows: object[]
    }

    expect(page.rows).toMatchObject([{ name: 'Lathe' }])
    await expect(house.as(reader, 'get-product', { id: 'Mill@1.0' })).rejects.toThrow('There is no product')
  })
})

describe('suites and maintenance', () => {
  test('[PRD-01] deploying a suite deploys the drafts inside it, and their histories tell so', async () => {
    await cast.feature('inner', { deploy: false })
    await cast.bundle('Inner', [{ feature: 'inner', count: 2 }], { deploy: false })
    const member = await cast.product('Member', { bundles: [{ bundle: 'Inner', count: 3 }] })
    const suite = await cast.run('create-suite', {
      name: 'All in',
      version: '1',
      products: [{ product: 'Member@1.0', quantity: 5 }, { product: 'Mill@1.0' }],
    })

    await cast.run('deploy-product', { id: suite.id })

    const shown = await view(suite.id)
    expect(shown.flattenedFeatures).toMatchObject([
      { name: 'editor', count: 7 },
      { name: 'inner', count: 30 },
      { name: 'render', count: 2 },
    ])
    expect(await house.run('get-product', { id: member.id })).toMatchObject({ state: 'deployed' })
    expect(await house.run('get-feature-bundle', { id: 'Inner' })).toMatchObject({ state: 'deployed' })
    expect(await house.run('get-feature', { id: 'inner' })).toMatchObject({ state: 'deployed' })
    const { rows } = await house.owner.query(
      `SELECT label FROM audit_subject JOIN audit_entry USING (tenant_id, audit_entry_id)
       WHERE operation = 'deploy-product' AND outcome = 'done' ORDER BY label COLLATE "C"`,
    )
    expect(rows.map((row: { label: string }) => row.label)).toEqual([
      'All in 1',
      'Inner',
      'Member 1.0',
      'inner 2026.0',
    ])
    const back = await cast.refusal('return-product-to-draft', { id: member.id })
    expect(back).toMatchObject({ code: 'still-used', data: { users: ['product All in 1'] } })
  })

  test('[PRD-01] a suite waits for the license models of its drafts', async () => {
    await cast.model('Unready', { deploy: false })
    await cast.product('Needs model', { features: [{ feature: 'editor' }], licenseModels: ['Unready'] })
    const suite = { name: 'Waits', version: '1', products: [{ product: 'Needs model@1.0' }], deploy: true }

    const refusal = await cast.refusal('create-suite', suite)

    expect(refusal).toMatchObject({
      code: 'parts-not-deployed',
      data: { parts: ['license model Unready (draft)'] },
    })
    expect(await house.run('get-product', { id: 'Needs model@1.0' })).toMatchObject({ state: 'draft' })
  })

  test('[PRD-01] a suite holds products only, and no counts that no license line carries', async () => {
    const care = await cast.run('create-maintenance', {
      name: 'Care',
      version: '1',
      allowsUpgrades: true,
      deploy: true,
    })
    await cast.product('Huge', { features: [{ feature: 'editor', count: 2_000_000 }], deploy: true })

    const wrong = await cast.refusal('create-suite', { name: 'S', products: [{ product: care.ref }] })
    const huge = await cast.refusal('create-suite', {
      name: 'S',
      products: [{ product: 'Huge@1.0', quantity: 2_000_000_000 }],
      deploy: true,
    })

    expect(wrong).toMatchObject({ code: 'suite-member-kind', data: { part: 'Care 1', kind: 'maintenance' } })
    expect(huge).toMatchObject({ code: 'feature-count-out-of-range', data: { count: 4_000_000_000_000_000 } })
    expect(care.state).toBe('deployed')
    const plans = (await house.run('list-maintenance', { where: 'state.in:deployed' })) as { rows: object[] }
    expect(plans.rows).toMatchObject([{ name: 'Care', allowsUpgrades: true, allowsRenewals: false }])
    await expect(house.run('update-suite', { id: care.id, rowVersion: care.rowVersion })).rejects.toThrow(
      'no suite',
    )
  })
})

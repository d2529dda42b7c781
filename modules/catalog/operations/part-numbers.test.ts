import { testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogOperations } from '../operations.ts'
import { castOf } from '../testing/catalog-cast.ts'

let house: TestPipeline
let cast: ReturnType<typeof castOf>
beforeAll(async () => {
  house = await testPipeline(catalogOperations)
  cast = castOf(house)
  await cast.feature('editor')
  await cast.model('Floating')
  await cast.model('Locked', { kind: 'nodelocked-uncounted' })
  const features = [{ feature: 'editor' }]
  for (const version of ['1.0', '2.0', '3.0', '4.0']) {
    await cast.product('Mill', { version, features, licenseModels: ['Floating'], deploy: true })
  }
  await cast.product('Lathe', { features, deploy: true })
  await cast.run('create-maintenance', { name: 'Care', version: '1', deploy: true })
})
afterAll(() => house.close())

describe('part numbers', () => {
  test('[PRD-01] a part number is made unassigned, mapped, unmapped and only then deleted', async () => {
    const { id } = await cast.run('create-part-number', { code: 'GW-7' })
    await cast.run('map-part-number', { id: 'gw-7', product: 'Mill@1.0', licenseModel: 'Floating' })
    const mapped = await house.run('get-part-number', { id })

    const remapped = await cast.refusal('map-part-number', { id, product: 'Mill@2.0' })
    const deleted = await cast.refusal('delete-part-number', { id })
    await cast.run('unmap-part-number', { id })
    const twice = await cast.refusal('unmap-part-number', { id })
    await cast.run('delete-part-number', { id })

    expect(mapped).toMatchObject({ product: 'Mill@1.0', productLabel: 'Mill 1.0', licenseModel: 'Floating' })
    expect([remapped.code, deleted.code, twice.code]).toEqual([
      'part-number-assigned',
      'part-number-assigned',
      'part-number-unassigned',
    ])
    await expect(house.run('get-part-number', { id })).rejects.toThrow('There is no part-number')
  })

  test('[PRD-01] a wrong mapping is refused and nothing changes', async () => {
    await cast.run('create-part-number', { code: 'GW-8' })
    const sleepy = await cast.product('Sleepy', { features: [{ feature: 'editor' }], deploy: true })
    await cast.run('inactivate-product', { id: sleepy.id })
    const before = await cast.rows()

    const codes = [
      await cast.refusal('map-part-number', { id: 'GW-8', product: 'Nothing@1' }),
      await cast.refusal('map-part-number', { id: 'GW-8', product: 'Mill@1.0', licenseModel: 'Locked' }),
      await cast.refusal('map-part-number', { id: 'GW-8', product: 'Sleepy@1.0' }),
      await cast.refusal('create-part-number', { code: 'gw-8' }),
      await cast.refusal('create-part-number', { code: 'GW-9', licenseModel: 'Floating' }),
      await cast.refusal('update-part-number', { id: 'GW-8', rowVersion: 9, description: 'x' }),
    ].map((refusal) => refusal.code)

    expect(codes).toEqual([
      'reference-unknown',
      'model-not-of-product',
      'reference-closed',
      'part-number-taken',
      'model-without-product',
      'changed-meanwhile',
    ])
    expect(await cast.rows()).toBe(before)
  })

  test('[PRD-01] a part number that moves to another product drops the old model', async () => {
    const made = await cast.run('create-part-number', {
      code: 'GW-10',
      product: 'Mill@1.0',
      licenseModel: 'Floating',
    })

    const same = await cast.run('update-part-number', { id: made.id, rowVersion: 1, product: 'Mill@1.0' })
    const moved = await cast.run('update-part-number', { id: made.id, rowVersion: 1, product: 'Lathe@1.0' })

    expect([same.changed, moved.changed]).toEqual([false, true])
    expect(await house.run('get-part-number', { id: made.id })).toMatchObject({
      product: 'Lathe@1.0',
      licenseModel: null,
    })
    const list = (await house.run('list-part-numbers', {
      where: ['assignment.in:assigned', 'product.contains:lathe'],
    })) as { rows: object[] }
    expect(list.rows).toMatchObject([{ code: 'GW-10', product: 'Lathe 1.0' }])
  })

  test('[PRD-01] a product cannot take a part number from another one', async () => {
    await cast.run('create-part-number', { code: 'GW-11', product: 'Mill@1.0' })

    const refusal = await cast.refusal('create-product', { name: 'Thief', partNumbers: [{ code: 'gw-11' }] })

    expect(refusal).toMatchObject({ code: 'part-number-mapped', data: { code: 'GW-11' } })
  })
})

describe('part numbers of many at once', () => {
  test('[PRD-01] a code that many products want at once goes to one of them', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_none, at) =>
        cast.refusal('create-product', { name: `Wants ${at}`, partNumbers: [{ code: 'GW-RACE' }] }),
      ),
    )

    const codes = outcomes.map((outcome) => outcome.code).toSorted((a, b) => a.localeCompare(b))
    expect(codes).toEqual(['done', ...Array.from({ length: 7 }, () => 'part-number-mapped')])
    const { rows } = await house.owner.query(
      `SELECT count(*) AS count FROM product WHERE name LIKE 'Wants %'`,
    )
    expect(rows).toEqual([{ count: 1 }])
  })
})

describe('product lines', () => {
  test('[PRD-01] a product line is renamed, and deleted once nothing belongs to it', async () => {
    const line = (await house.run('create-product-line', { name: 'Tools' })) as { id: string }
    const product = await cast.product('Drill', { productLine: line.id })

    const renamed = await cast.run('update-product-line', { id: line.id, rowVersion: 1, name: 'Machines' })
    const used = await cast.refusal('delete-product-line', { id: line.id })
    await cast.run('update-product', { id: product.id, rowVersion: product.rowVersion, productLine: null })
    await cast.run('delete-product-line', { id: 'machines' })

    expect(renamed).toMatchObject({ changed: true, rowVersion: 2 })
    expect(used).toMatchObject({ code: 'product-line-used', data: { products: 1, lineItems: 0 } })
    await expect(house.run('get-product-line', { id: line.id })).rejects.toThrow('There is no product-line')
  })

  test('[PRD-01] a stale edit or a taken name is refused', async () => {
    await house.run('create-product-line', { name: 'One' })
    await house.run('create-product-line', { name: 'Two' })

    expect((await cast.refusal('update-product-line', { id: 'One', rowVersion: 5, name: 'X' })).code).toBe(
      'changed-meanwhile',
    )
    const taken = await cast.refusal('update-product-line', { id: 'One', rowVersion: 1, name: 'two' })
    expect(taken.code).toBe('product-line-name-taken')
  })
})

describe('relations', () => {
  const relate = (kind: string, from: string, to: string) => ({ kind, from, to })

  test('[PRD-01] relations are added, shown from both ends, and removed', async () => {
    await cast.run('add-product-relation', relate('upgrade', 'Mill@1.0', 'Mill@2.0'))
    await cast.run('add-product-relation', relate('maintenance', 'Mill@1.0', 'Care@1'))
    await cast.run('add-product-relation', relate('upsell', 'Lathe@1.0', 'Mill@1.0'))

    const view = await house.run('get-product', { id: 'Mill@1.0' })
    expect((view as { relations: object[] }).relations).toMatchObject([
      { kind: 'maintenance', direction: 'to', label: 'Care 1' },
      { kind: 'upgrade', direction: 'to', label: 'Mill 2.0' },
      { kind: 'upsell', direction: 'from', label: 'Lathe 1.0' },
    ])
    await cast.run('remove-product-relation', relate('upsell', 'Lathe@1.0', 'Mill@1.0'))
    const missing = await cast.refusal('remove-product-relation', relate('upsell', 'Lathe@1.0', 'Mill@1.0'))
    expect(missing.code).toBe('relation-missing')
    const list = (await house.run('list-product-relations', { where: 'kind.in:upgrade', sort: '-from' })) as {
      rows: object[]
    }
    expect(list.rows).toMatchObject([{ from: 'Mill 1.0', kind: 'upgrade', to: 'Mill 2.0' }])
  })

  test('[PRD-01] impossible relations are refused and nothing changes', async () => {
    const before = await cast.rows()

    const codes = [
      await cast.refusal('add-product-relation', relate('upgrade', 'Mill@1.0', 'Mill@1.0')),
      await cast.refusal('add-product-relation', relate('upgrade', 'Mill@2.0', 'Mill@1.0')),
      await cast.refusal('add-product-relation', relate('upgrade', 'Mill@1.0', 'Mill@2.0')),
      await cast.refusal('add-product-relation', relate('upgrade', 'Mill@1.0', 'Lathe@1.0')),
      await cast.refusal('add-product-relation', relate('demo', 'Mill@1.0', 'Care@1')),
    ].map((refusal) => refusal.code)

    expect(codes).toEqual([
      'relation-to-itself',
      'upgrade-circle',
      'relation-exists',
      'upgrade-other-product',
      'relation-ends',
    ])
    expect(await cast.rows()).toBe(before)
  })

  test('[PRD-01] upgrades that are added at once never close a circle together', async () => {
    const edges = ['2>3', '3>4', '4>1', '3>1', '4>2', '1>4'].map((edge) =>
      edge.split('>').map((one) => `Mill@${one}.0`),
    )

    const outcomes = await Promise.all(
      edges.map(([from = '', to = '']) => cast.refusal('add-product-relation', relate('upgrade', from, to))),
    )

    expect(outcomes.every(({ code }) => code === 'done' || code === 'upgrade-circle')).toBe(true)
    const { rows } = await house.owner.query(`WITH RECURSIVE way AS (
        SELECT from_product_id AS start, to_product_id AS at FROM product_relation WHERE kind = 'upgrade'
        UNION SELECT w.start, r.to_product_id FROM way w JOIN product_relation r
          ON r.from_product_id = w.at AND r.kind = 'upgrade')
      SELECT 1 FROM way WHERE start = at`)
    expect(rows).toEqual([])
  })
})

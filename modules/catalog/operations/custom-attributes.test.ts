import { testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { settingsOperations } from '@tallystick/settings/operations.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogOperations } from '../operations.ts'

interface Answer {
  readonly id: string
  readonly rowVersion: number
  readonly state: string
}

let house: TestPipeline
let flag: string
beforeAll(async () => {
  house = await testPipeline([...catalogOperations, ...settingsOperations])
  await define('product', 'release manager', 'text', { isRequired: true })
  await define('product', 'weight', 'number')
  flag = (await define('feature', 'flag', 'yes-no')).id
  await define('part-number', 'price list', 'choice', { choices: ['East', 'West'], defaultValue: 'East' })
})
afterAll(() => house.close())

function define(recordKind: string, name: string, type: string, more: object = {}): Promise<Answer> {
  const input = { recordKind, name, label: name, type, ...more }
  return house.run('create-custom-attribute', input) as Promise<Answer>
}

const refused = (code: string, data: object = {}) => ({ refusal: { code, data } })

describe('custom attributes of goods', () => {
  test('[PRD-01] a product needs its required ones; they may change after deployment', async () => {
    await expect(house.run('create-product', { name: 'Lathe', version: '1' })).rejects.toMatchObject(
      refused('custom-attribute-missing', { attribute: 'release manager' }),
    )
    const feature = (await house.run('create-feature', {
      name: 'turn',
      version: '1',
      deploy: true,
    })) as Answer
    const made = (await house.run('create-product', {
      name: 'Lathe',
      version: '1',
      features: [{ feature: feature.id }],
      customAttributes: { 'release manager': 'Ada', weight: 12 },
      deploy: true,
    })) as Answer
    expect(made.state).toBe('deployed')

    const { id } = made
    const { rowVersion } = (await house.run('get-product', { id })) as Answer
    await house.run('update-product', { id, rowVersion, customAttributes: { 'release manager': 'Grace' } })
    expect(await house.run('get-product', { id })).toMatchObject({
      customAttributes: { 'release manager': 'Grace' },
    })
    const { rows } = await house.owner.query(
      `SELECT before, after FROM audit_entry WHERE action = 'product.changed'`,
    )
    expect(rows).toEqual([
      {
        before: { customAttributes: { 'release manager': 'Ada', weight: 12 } },
        after: { customAttributes: { 'release manager': 'Grace' } },
      },
    ])
  })

  test('[PRD-01] a copy has those of its original, also of obsolete definitions', async () => {
    const made = (await house.run('create-feature', {
      name: 'mill',
      version: '1',
      customAttributes: { flag: true },
    })) as Answer
    await house.run('obsolete-custom-attribute', { id: flag })

    const copy = (await house.run('copy-feature', { id: made.id, version: '2' })) as Answer
    expect(await house.run('get-feature', { id: copy.id })).toMatchObject({
      customAttributes: { flag: true },
    })
    await expect(
      house.run('create-feature', { name: 'mill', version: '3', customAttributes: { flag: true } }),
    ).rejects.toMatchObject(refused('custom-attribute-unknown', { attribute: 'flag' }))
    const page = (await house.run('list-features', { where: 'attribute:flag.equals:true' })) as { rows: [] }
    expect(page.rows).toHaveLength(2)
  })

  test('[PRD-01] a part number gets its default and is changed', async () => {
    const made = (await house.run('create-part-number', { code: 'GW-1' })) as Answer
    expect(await house.run('get-part-number', { id: made.id })).toMatchObject({
      customAttributes: { 'price list': 'East' },
    })

    const edit = { id: made.id, rowVersion: 1, customAttributes: { 'price list': 'North' } }
    await expect(house.run('update-part-number', edit)).rejects.toMatchObject(
      refused('custom-attribute-value', { label: 'price list', expected: 'one of: East, West' }),
    )
    await house.run('update-part-number', { ...edit, customAttributes: { 'price list': 'West' } })
    const page = (await house.run('list-part-numbers', {
      where: 'attribute:price list.equals:West',
    })) as { rows: { code: string }[] }
    expect(page.rows).toMatchObject([{ code: 'GW-1' }])
  })

  test('[NAV-02] choosers find goods by name and version together', async () => {
    const product = { name: 'Gearwright Mill', customAttributes: { 'release manager': 'Ada' } }
    for (const version of ['2025', '2026']) await house.run('create-product', { ...product, version })
    const found = async (list: string, text: string) => {
      const { rows } = (await house.run(list, { where: `label.contains:${text}` })) as {
        rows: { label: string }[]
      }
      return rows.map(({ label }) => label)
    }

    expect(await found('list-products', 'mill 2026')).toEqual(['Gearwright Mill 2026'])
    expect(await found('list-products', 'mill 20')).toHaveLength(2)
    expect(await found('list-features', 'turn 1')).toEqual(['turn 1'])
  })
})

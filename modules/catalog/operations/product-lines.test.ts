import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogOperations } from '../operations.ts'

let house: TestPipeline
beforeAll(async () => {
  house = await testPipeline(catalogOperations)
})
afterAll(() => house.close())

describe('product lines', () => {
  test('[PRD-01] a new product line is listed, and the history says who added it', async () => {
    await house.run('create-product-line', { name: 'Drafting' })

    const page = (await house.run('list-product-lines', { where: 'name.contains:raft' })) as {
      rows: unknown[]
    }
    expect(page.rows).toMatchObject([{ name: 'Drafting', products: 0 }])
    const { rows } = await house.owner.query('SELECT actor_name, action, outcome FROM audit_entry')
    expect(rows).toEqual([{ actor_name: 'system', action: 'product-line.created', outcome: 'done' }])
  })

  test('[PRD-01] a second product line of the same name is refused and nothing is written', async () => {
    await house.run('create-product-line', { name: 'Milling' })

    const again = house.run('create-product-line', { name: 'milling' })

    await expect(again).rejects.toMatchObject({ refusal: { code: 'product-line-name-taken' } })
    const { rows } = await house.owner.query(`SELECT 1 FROM product_line WHERE lower(name) = 'milling'`)
    expect(rows).toHaveLength(1)
  })

  test('[BEY-02] the same key is answered once and does its work once', async () => {
    const key = 'order-77'
    const caller = { principal: { ...systemPrincipal(house.tenantId), actorName: 'ERP' } }

    const answers = await Promise.all(
      Array.from({ length: 8 }, () => house.run('create-product-line', { name: 'Turning' }, { key, caller })),
    )

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })
})

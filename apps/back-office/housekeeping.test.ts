import { forgetOldKeys } from '@tallystick/kernel/idempotency/idempotency.ts'
import { inTransaction } from '@tallystick/kernel/db/transaction.ts'
import { testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { catalogOperations } from '@tallystick/catalog/operations.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'

let house: TestPipeline
beforeAll(async () => {
  house = await testPipeline(catalogOperations)
})
afterAll(() => house.close())

test('[BEY-02] a repeat key is forgotten after its time, and not before', async () => {
  await house.run('create-product-line', { name: 'Kept' }, { key: 'young' })
  await house.run('create-product-line', { name: 'Old' }, { key: 'old' })
  await house.owner.query(`UPDATE idempotency SET created_at = now() - interval '8 days' WHERE key = 'old'`)

  const forgotten = await inTransaction(house.pool, house.tenantId, (tx) =>
    forgetOldKeys(tx, house.tenantId, Temporal.Now.instant()),
  )

  expect(forgotten).toBe(1)
  const { rows } = await house.owner.query('SELECT key FROM idempotency')
  expect(rows).toEqual([{ key: 'young' }])
})

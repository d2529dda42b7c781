import { cancelInTheMiddle } from '@tallystick/kernel/testing/cancel-in-the-middle.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCast, type Cast, type Listed, type Sold } from '../testing/cast.ts'
import { putChangedGoods } from '../testing/changed-goods.ts'

let cast: Cast
beforeAll(async () => {
  cast = await buildCast()
  await putChangedGoods(cast)
})
afterAll(() => cast.house.close())

const outcomes = async (job: string) => {
  const { rows }: Listed = await cast.house.run('list-line-item-changes', { job, limit: 100 })
  return rows.map((row) => [row['activationId'], row['outcome']])
}

describe('a job of changes that is cancelled', () => {
  test('[PRD-08] [PRD-04] stops behind the line item in hand; what is changed stays, and the report counts it', async () => {
    const ids = ['C-1', 'C-2', 'C-3', 'C-4']
    const sold: Sold = await cast.house.run('create-entitlement', {
      soldTo: 'NORTHWIND',
      autoDeploy: true,
      lineItems: ids.map((activationId) => ({
        activationId,
        products: [{ product: 'CAD@1' }],
        licenseModel: 'Floating',
        term: { kind: 'permanent' },
        copies: 5,
      })),
    })
    const input = { kind: 'upgrade', lineItems: ids, autoDeploy: true }
    const { jobId }: { jobId: string } = await cast.house.run('change-line-items', input)

    const job = await cancelInTheMiddle(
      cast.house,
      jobId,
      (rows) =>
        rows.query('SELECT 1 FROM line_item WHERE line_item_id = $1 FOR UPDATE', [sold.lineItems[1].id]),
      async () => (await outcomes(jobId))[0]?.[1] === 'changed',
    )

    expect(job).toEqual({ state: 'cancelled', report: { total: 4, changed: 2, refused: 0 } })
    expect(await outcomes(jobId)).toEqual([
      ['C-1', 'changed'],
      ['C-2', 'changed'],
      ['C-3', 'waiting'],
      ['C-4', 'waiting'],
    ])
  })
})

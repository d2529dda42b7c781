import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { person, testPipeline, type TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { activateLineItems } from './activate-line-items.contract.ts'
import type { getLicenseFigures } from './get-license-figures.contract.ts'
import getFigures from './get-license-figures.ts'

type Figures = z.output<typeof getLicenseFigures.output>

let house: TestPipeline

/** Refuses like an activation for which copies are missing, whatever is asked. */
const refusing = implement(activateLineItems, (ctx) =>
  Promise.resolve().then(() =>
    ctx.refuse(refuse('insufficient-copies', { activationId: 'AAAA-1', requested: 5, available: 2 })),
  ),
)

interface Issued {
  readonly products: string
  readonly at: string
  readonly expiresOn: string | null
  readonly state?: string
  readonly copies?: number
}

/** Writes a license as it stands after an activation; what it belongs to does not matter to figures. */
async function issue({ products, at, expiresOn, state = 'active', copies = 1 }: Issued): Promise<void> {
  const client = await house.owner.connect()
  try {
    await client.query('SET session_replication_role = replica')
    await client.query(
      `INSERT INTO fulfillment (tenant_id, fulfillment_id, fulfillment_code, line_item_id, activation_id,
         entitlement_id, entitlement_code, products_label, license_kind, state, copies, starts_on, expires_on,
         fulfilled_by, fulfilled_at, chain_id, copies_taken, overdraft_taken, closed_at)
       VALUES ($1, $2, $3, $4, 'A', $4, 'E', $5, 'floating', $6, $7, '2026-01-01', $8, 'Ada', $9, $2,
         $7, 0, CASE WHEN $6 = 'obsolete' THEN $9::timestamptz END)`,
      [house.tenantId, newId(), newId(), newId(), products, state, copies, expiresOn, at],
    )
  } finally {
    await client.query('RESET session_replication_role')
    client.release()
  }
}

beforeAll(async () => {
  house = await testPipeline([getFigures, refusing])
  await issue({ products: 'Lathe 3', at: '2026-02-23T00:00:00Z', expiresOn: '2026-03-01', copies: 4 })
  await issue({ products: 'Lathe 3', at: '2026-02-28T23:59:59Z', expiresOn: '2026-03-31' })
  await issue({ products: 'CAD 1', at: '2026-02-22T23:59:59Z', expiresOn: '2026-05-30' })
  await issue({ products: 'CAD 1', at: '2026-02-22T12:00:00Z', expiresOn: '2026-02-28' })
  await issue({ products: 'CAD 1', at: '2025-09-08T00:00:00Z', expiresOn: null })
  await issue({ products: 'Old 0', at: '2025-09-07T23:59:59Z', expiresOn: null, state: 'obsolete' })
})
afterAll(() => house.close())

const figures = () => house.run('get-license-figures', {}) as Promise<Figures>

describe('get-license-figures', () => {
  test('[PRD-08] counts the licenses of 26 weeks from Monday to Sunday, and none twice', async () => {
    const { activationsByWeek } = await figures()
    expect(activationsByWeek).toHaveLength(26)
    expect(activationsByWeek.at(-1)).toEqual({ from: '2026-02-23', to: '2026-03-01', licenses: 2 })
    expect(activationsByWeek.at(-2)).toEqual({ from: '2026-02-16', to: '2026-02-22', licenses: 2 })
    expect(activationsByWeek[0]).toEqual({ from: '2025-09-01', to: '2025-09-07', licenses: 1 })
    expect(activationsByWeek[1]?.licenses).toBe(1)
  })

  test('[PRD-08] a license runs on its last day, and ends within 30 and within 90 days', async () => {
    const { running, ending } = await figures()
    expect(running).toEqual({ count: 4, isExact: true })
    expect(ending).toEqual([
      { days: 30, from: '2026-03-01', to: '2026-03-31', count: 2, isExact: true },
      { days: 90, from: '2026-03-01', to: '2026-05-30', count: 3, isExact: true },
    ])
  })

  test('[PRD-08] names the products of the last 30 days with licenses and copies', async () => {
    const { topProducts, topProductsFrom } = await figures()
    expect(topProductsFrom).toBe('2026-01-30')
    expect(topProducts).toEqual([
      { products: 'CAD 1', licenses: 2, copies: 2 },
      { products: 'Lathe 3', licenses: 2, copies: 5 },
    ])
  })

  test('[PRD-08] [BEY-06] tells refused activations by reason, with the figures of the newest', async () => {
    expect((await figures()).refused).toEqual([])
    const ask = { items: [{ lineItem: newId(), hosts: [{}] }] }
    const clerk = person(house.tenantId, { permissions: ['licenses.generate'] })
    for (const again of [1, 2]) {
      await expect(house.as(clerk, 'activate-line-items', ask), `time ${again}`).rejects.toMatchObject({
        refusal: { code: 'insufficient-copies' },
      })
    }
    const { refused, refusedFrom } = await figures()
    expect(refusedFrom).toBe('2026-02-22')
    expect(refused).toHaveLength(1)
    expect(refused?.[0]).toMatchObject({ code: 'insufficient-copies', count: 2 })
    expect(refused?.[0]?.lastSentence).toMatch(/^5 copies were asked for; 2 of/)
    house.now = house.now.add({ hours: 24 * 8 })
    expect((await figures()).refused).toEqual([])
    house.now = house.now.subtract({ hours: 24 * 8 })
  })

  test('[PRD-08] [USR-05] counts nothing of others, and keeps their refusals to itself', async () => {
    const reader = person(house.tenantId, { permissions: ['dashboard.view'], own: [newId()] })
    const seen = (await house.as(reader, 'get-license-figures', {})) as Figures
    expect(seen.running.count).toBe(0)
    expect(seen.activationsByWeek.every(({ licenses }) => licenses === 0)).toBe(true)
    expect(seen.topProducts).toEqual([])
    expect(seen.refused).toBeNull()
  })
})

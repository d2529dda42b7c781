import { startWorker } from '@tallystick/kernel/jobs/worker.ts'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildCast, server, type Cast } from '../testing/fulfillments-cast.ts'
import { issuedOf } from '../testing/support-cast.ts'
import type { CopiesAuditReport } from './audit-copies.contract.ts'

let cast: Cast
beforeAll(async () => {
  cast = await buildCast({ overdraft: { when: 'at-fulfillment', max: 4 } })
}, 60_000)
afterAll(() => cast.house.close())

async function audit(): Promise<CopiesAuditReport> {
  const { house } = cast
  const worker = startWorker({
    pipeline: house.pipeline,
    tenants: () => Promise.resolve([house.tenantId]),
    failed: (_what, error) => {
      throw error
    },
    beatMs: 20,
  })
  const { jobId } = (await house.run('audit-copies', {})) as { jobId: string }
  const report = await vi.waitFor(async () => {
    const { rows } = await house.owner.query<{ state: string; report: CopiesAuditReport }>(
      'SELECT state, report FROM job WHERE job_id = $1',
      [jobId],
    )
    expect(rows[0]?.state).toBe('done')
    return rows[0]?.report
  }, 10_000)
  await worker.stop()
  return report as CopiesAuditReport
}

describe('audit copies', () => {
  test('[BEY-01] [ACT-09] the books are right after activations, returns and rehosts', async () => {
    const lineItem = await cast.sell('floating-counted')
    const [one] = await issuedOf(cast, lineItem, { servers: [server(1)], copies: 5, overdraft: 2 })
    await issuedOf(cast, lineItem, { servers: [server(2)], copies: 1 })
    await cast.run('return-license', { fulfillment: one.id, copies: 2, overdraft: 1 })

    expect(await audit()).toMatchObject({ lineItems: 1, differences: 0, found: [] })
  })

  test('[BEY-01] [ACT-09] a count that is not the sum of its licenses is named with both figures', async () => {
    const lineItem = await cast.sell('floating-counted')
    await issuedOf(cast, lineItem, { servers: [server(3)], copies: 4, overdraft: 1 })
    await cast.house.owner.query(
      'UPDATE line_item SET copies_taken = 6, overdraft_taken = 0 WHERE activation_id = $1',
      [lineItem],
    )

    const { differences, found } = await audit()

    expect(differences).toBe(2)
    expect(found).toMatchObject([
      { activationId: lineItem, figure: 'copies', counted: 6, recorded: 4 },
      { activationId: lineItem, figure: 'overdraft', counted: 0, recorded: 1 },
    ])
  })
})

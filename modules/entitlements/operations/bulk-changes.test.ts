import { startWorker } from '@tallystick/kernel/jobs/worker.ts'
import { Forbidden, NotFound } from '@tallystick/kernel/errors/problems.ts'
import { person } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildCast, portalUser, type Cast, type Listed, type Sold } from '../testing/cast.ts'
import { putChangedGoods } from '../testing/changed-goods.ts'
import type { PlannedChangeRow } from './bulk-changes.contract.ts'

interface Plan {
  readonly total: number
  readonly changed: number
  readonly refused: number
  readonly rows: readonly PlannedChangeRow[]
}

let cast: Cast
beforeAll(async () => {
  cast = await buildCast()
  await putChangedGoods(cast)
})
afterAll(() => cast.house.close())

const code = (refused: string) => ({ refusal: { code: refused } })
const run = <T>(name: string, input: unknown): Promise<T> => cast.house.run(name, input) as Promise<T>
const cad = (activationId: string, more: object = {}) => ({
  activationId,
  products: [{ product: 'CAD@1' }],
  licenseModel: 'Floating',
  term: { kind: 'permanent' },
  copies: 5,
  ...more,
})
const sell = (soldTo: string, lineItems: readonly object[]) =>
  run<Sold>('create-entitlement', { soldTo, autoDeploy: true, lineItems })
const plan = (input: object) => run<Plan>('plan-line-item-changes', input)
const lineItems = async () =>
  Number((await cast.house.owner.query('SELECT count(*) AS n FROM line_item')).rows[0].n)
const outcomes = async (job: string) => {
  const { rows } = await run<Listed>('list-line-item-changes', { job, limit: 100 })
  return rows.map((row) => [row['activationId'], row['outcome'], row['code']])
}

/** Queues a change and lets workers carry it out; its report. */
async function change(
  input: object,
  workers = 1,
): Promise<{ readonly jobId: string; readonly report: unknown }> {
  const { jobId } = await run<{ jobId: string }>('change-line-items', input)
  const started = Array.from({ length: workers }, () =>
    startWorker({
      pipeline: cast.house.pipeline,
      tenants: () => Promise.resolve([cast.house.tenantId]),
      failed: () => undefined,
      beatMs: 5,
    }),
  )
  const job = async () =>
    (await cast.house.owner.query('SELECT state, report, problem FROM job WHERE job_id = $1', [jobId]))
      .rows[0]
  await vi.waitUntil(async () => ['done', 'failed'].includes((await job()).state), {
    timeout: 20_000,
    interval: 20,
  })
  await Promise.all(started.map((worker) => worker.stop()))
  const { state, report, problem } = await job()
  expect(problem).toBeNull()
  expect(state).toBe('done')
  return { jobId, report }
}

describe('changes of many line items', () => {
  test('[PRD-04] are shown before, row by row, and nothing is written', async () => {
    await sell('NORTHWIND', [cad('N-1'), cad('N-2', { products: [{ product: 'Mesh@2' }] })])
    const before = await lineItems()

    const shown = await plan({ kind: 'upgrade', lineItems: ['N-1', 'N-2'] })

    expect(shown).toMatchObject({ total: 2, changed: 1, refused: 1 })
    expect(shown.rows[0]).toMatchObject({
      activationId: 'N-1',
      becomes: { products: 'CAD 2', licenseModel: 'Floating', copies: 5, expiration: 'Permanent' },
    })
    expect(shown.rows[1]).toMatchObject({ code: 'change-target-missing', becomes: null })
    expect(shown.rows[1]?.reason).toContain('Mesh 2')
    expect(await lineItems()).toBe(before)
  })

  test('[PRD-04] are made by a job, each for itself, with a report for each', async () => {
    await sell('SAWMILL', [
      cad('S-1'),
      cad('S-2', { products: [{ product: 'Mesh@2' }] }),
      cad('S-3', { copies: 9 }),
    ])

    const { jobId, report } = await change({ kind: 'upgrade', accounts: ['SAWMILL'], autoDeploy: true }, 3)

    expect(report).toEqual({ total: 3, changed: 2, refused: 1 })
    expect(await outcomes(jobId)).toEqual([
      ['S-1', 'changed', null],
      ['S-2', 'refused', 'change-target-missing'],
      ['S-3', 'changed', null],
    ])
    const again = await plan({ kind: 'upgrade', accounts: ['SAWMILL'] })
    expect(again.rows.map(({ products }) => products).toSorted()).toEqual(['CAD 2', 'CAD 2', 'Mesh 2'])
  })

  test('[PRD-04] of several accounts and products take one of several targets', async () => {
    await sell('PLANING', [cad('P-1'), cad('P-2', { products: [{ product: 'Mesh@2' }] })])
    const all = { kind: 'upsell', accounts: ['PLANING', 'NORTHWIND'], products: ['CAD@1'] }
    const open = await plan(all)
    expect(open.rows.map(({ activationId, code: why }) => [activationId, why])).toEqual([
      ['N-1', 'change-target-ambiguous'],
      ['P-1', 'change-target-ambiguous'],
    ])
    const chosen = await plan({ ...all, targets: ['CAD Pro@1'] })
    expect(chosen.rows.map(({ becomes }) => becomes?.products)).toEqual(['CAD Pro 1', 'CAD Pro 1'])
  })

  test('[PRD-04] a job that was killed in the middle goes on where it was, and changes nothing twice', async () => {
    await sell('HARBOR', [cad('H-1'), cad('H-2'), cad('H-3')])
    const input = { kind: 'upgrade', accounts: ['HARBOR'], autoDeploy: true }
    const { jobId } = await run<{ jobId: string }>('change-line-items', input)
    const stopping = startWorker({
      pipeline: cast.house.pipeline,
      tenants: () => Promise.resolve([cast.house.tenantId]),
      failed: () => undefined,
      beatMs: 5,
    })
    await vi.waitUntil(async () => (await outcomes(jobId)).some(([, outcome]) => outcome === 'changed'), {
      timeout: 10_000,
      interval: 5,
    })
    await stopping.stop()

    await change({ kind: 'renewal', lineItems: ['H-1'] })

    await vi.waitUntil(async () => (await outcomes(jobId)).every(([, outcome]) => outcome === 'changed'))
    const { rows } = await cast.house.owner.query(
      `SELECT parent_line_item_id FROM line_item WHERE sold_to_label LIKE 'HARBOR%' AND change_kind = 'upgrade'`,
    )
    expect(rows).toHaveLength(3)
    expect(new Set(rows.map((row) => row.parent_line_item_id)).size).toBe(3)
  })

  test('[PRD-04] need a selection, what is named, and the permission for the kind', async () => {
    await expect(plan({ kind: 'upgrade' })).rejects.toMatchObject(code('change-selection-missing'))
    await expect(plan({ kind: 'upgrade', lineItems: ['NOBODY'] })).rejects.toBeInstanceOf(NotFound)
    const clerk = person(cast.house.tenantId, { permissions: ['entitlements.update', 'entitlements.renew'] })
    const asked = { kind: 'upgrade', lineItems: ['N-1'] }
    await expect(cast.house.as(clerk, 'change-line-items', asked)).rejects.toBeInstanceOf(Forbidden)
    await expect(cast.house.as(clerk, 'plan-line-item-changes', asked)).rejects.toBeInstanceOf(Forbidden)
    const renewal = await cast.house.as(clerk, 'plan-line-item-changes', { ...asked, kind: 'renewal' })
    expect(renewal).toMatchObject({ refused: 1 })
  })

  test('[PRD-04] reports are the producer\u2019s own', async () => {
    const { jobId } = await change({ kind: 'upgrade', lineItems: ['N-1'] })
    const customer = portalUser(cast, [cast.accounts.northwind])
    const seen: Listed = await cast.house.as(customer, 'list-line-item-changes', { job: jobId })
    expect(seen.rows).toEqual([])
  })
})

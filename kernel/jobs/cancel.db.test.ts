import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { inTransaction } from '../db/transaction.ts'
import { Forbidden, NotFound } from '../errors/problems.ts'
import { defineCommand, JobReference } from '../operation/define.ts'
import { implement, implementLong, type LongContext } from '../operation/implement.ts'
import type { Principal } from '../operation/principal.ts'
import { person, testPipeline, type TestPipeline } from '../testing/pipeline.ts'
import { jobOperations } from './jobs.ts'
import { claimJob, finishJob, renewJob, returnJob, type ClaimedJob } from './store.ts'
import { startWorker } from './worker.ts'

interface ShownJob {
  readonly state: string
  readonly report: unknown
  readonly cancelledBy: string | null
  readonly cancelledAt: string | null
  readonly finishedAt: string | null
  readonly commands: Readonly<Record<string, { readonly allowed: boolean; readonly reason?: string }>>
}

const lay = defineCommand({
  name: 'lay-brick',
  summary: 'Lay a brick.',
  rows: ['PRD-08'],
  rest: { method: 'POST', path: '/v1/bricks' },
  permission: 'bricks.lay',
  input: z.object({ number: z.int() }),
  output: z.object({}),
  audit: { action: 'brick.laid', subjects: ['brick'] },
})

const wall = defineCommand({
  name: 'build-wall',
  summary: 'Lay many bricks.',
  rows: ['PRD-08'],
  rest: { method: 'POST', path: '/v1/walls' },
  permission: 'bricks.lay',
  input: z.object({ bricks: z.int() }),
  output: JobReference,
  audit: { action: 'wall.planned', subjects: ['job'] },
  queued: true,
})

/** What the long work does; each test says it. */
let work: (context: LongContext, bricks: number) => Promise<unknown>

/** Lays one brick after the other; `between` is told how many lie before the next look. */
const layAll =
  (between: (laid: number, context: LongContext) => Promise<unknown>) =>
  async (context: LongContext, bricks: number) => {
    let laid = 0
    while (laid < bricks && !context.isStopped()) {
      laid += 1
      await context.run('lay-brick', { number: laid })
      await context.progress(laid, bricks)
      await between(laid, context)
    }
    return context.isStopped() && !context.isCancelled() ? null : { laid, of: bricks }
  }

let house: TestPipeline
let builder: Principal
let other: Principal
let manager: Principal

beforeAll(async () => {
  house = await testPipeline([
    ...jobOperations,
    implement(lay, async (ctx, input) => {
      await ctx.tx.run(sql`INSERT INTO brick (tenant_id, number) VALUES (${ctx.tenantId}, ${input.number})`)
      ctx.audit({ subjects: [{ kind: 'brick', id: String(input.number) }] })
      return {}
    }),
    implementLong(wall, (context, input) => work(context, input.bricks)),
  ])
  await house.owner.query('CREATE TABLE brick (tenant_id uuid, number integer)')
  await house.owner.query(`SELECT close_to_other_tenants('brick')`)
  builder = person(house.tenantId, { permissions: ['bricks.lay'], name: 'Ada Miller', own: [SITE] })
  other = person(house.tenantId, { permissions: ['bricks.lay', 'jobs.view'], name: 'Bo Clerk' })
  manager = person(house.tenantId, { permissions: ['jobs.view', 'jobs.manage'], name: 'Cy Chief' })
})
afterAll(() => house.close())
beforeEach(async () => {
  await house.owner.query('TRUNCATE job, brick, audit_entry, audit_subject, idempotency')
  work = layAll(() => Promise.resolve())
})

const SITE = '00000000-0000-7000-8000-000000000001'
const start = () =>
  startWorker({
    pipeline: house.pipeline,
    tenants: () => Promise.resolve([house.tenantId]),
    failed: (_job, error) => failures.push(error),
    beatMs: 5,
  })
const failures: unknown[] = []
const plan = async (bricks: number) =>
  ((await house.as(builder, 'build-wall', { bricks })) as { jobId: string }).jobId
const cancel = (job: string, who = builder) =>
  house.as(who, 'cancel-job', { job }) as Promise<{ state: string; cancelledBy: string }>
const shown = (job: string, who = builder) => house.as(who, 'get-job', { job }) as Promise<ShownJob>
const until = (job: string, ...states: string[]) =>
  vi.waitUntil(async () => states.includes((await shown(job)).state), { timeout: 8000, interval: 10 })
const bricks = async () => (await house.owner.query('SELECT 1 FROM brick')).rowCount
const alone = <T>(step: (tx: Parameters<typeof claimJob>[0]) => Promise<T>) =>
  inTransaction(house.pool, house.tenantId, step)
const claim = async () => (await alone((tx) => claimJob(tx, house.tenantId))) as ClaimedJob
const endLeases = () =>
  house.owner.query(`UPDATE job SET leased_until = clock_timestamp() - interval '1 second'`)
const refusal = (code: string, data: object = {}) => ({ refusal: { code, data } })
const told = async () =>
  (
    await house.owner.query<{ outcome: string; actor_name: string }>(
      `SELECT outcome, actor_name FROM audit_entry WHERE action = 'job.cancelled' ORDER BY audit_entry_id`,
    )
  ).rows

describe('cancelling a job', () => {
  test('[PRD-08] one that waits never begins, and says who cancelled it and when', async () => {
    const job = await plan(3)
    expect((await shown(job)).commands).toEqual({ 'cancel-job': { allowed: true } })

    expect(await cancel(job)).toMatchObject({ state: 'cancelled', cancelledBy: 'Ada Miller' })
    const worker = start()
    const next = await plan(1)
    await until(next, 'done')
    await worker.stop()

    expect(await shown(job)).toMatchObject({
      state: 'cancelled',
      cancelledBy: 'Ada Miller',
      cancelledAt: expect.stringContaining('2026-03-01T09:00:00'),
      finishedAt: expect.any(String),
      commands: {},
    })
    expect(await bricks()).toBe(1)
    expect(await told()).toEqual([{ outcome: 'done', actor_name: 'Ada Miller' }])
  })

  test('[PRD-08] one that runs stops between two records; what is done stays, and the report says how much', async () => {
    let job = ''
    work = layAll(async (laid, running) => {
      if (laid !== 2) return
      expect(await cancel(job)).toMatchObject({ state: 'running' })
      expect((await shown(job)).commands['cancel-job']?.reason).toMatch(/^Ada Miller has cancelled the job/)
      await vi.waitUntil(() => running.isStopped(), { timeout: 6000 })
    })
    job = await plan(5)

    const worker = start()
    await until(job, 'cancelled')
    await worker.stop()

    expect(await shown(job)).toMatchObject({ report: { laid: 2, of: 5 }, cancelledBy: 'Ada Miller' })
    expect(await bricks()).toBe(2)
  })

  test('[PRD-08] work that cannot be stopped is done all the same', async () => {
    let job = ''
    work = async () => {
      await cancel(job)
      return { whole: true }
    }
    job = await plan(1)
    const worker = start()
    await until(job, 'done', 'cancelled')
    await worker.stop()

    expect(await shown(job)).toMatchObject({
      state: 'done',
      report: { whole: true },
      cancelledBy: 'Ada Miller',
    })
  })
})

describe('who may cancel', () => {
  test('[USR-05] who queued it, and administrators of the producer; nobody else, whatever they see', async () => {
    const [own, seen] = [await plan(1), await plan(1)]
    const stranger = person(house.tenantId, { permissions: ['bricks.lay'] })
    const portal = person(house.tenantId, { permissions: ['jobs.view', 'jobs.manage'], own: [SITE] })

    await expect(cancel(own, stranger)).rejects.toBeInstanceOf(NotFound)
    await expect(cancel(own, other)).rejects.toBeInstanceOf(Forbidden)
    await expect(cancel(own, portal)).rejects.toBeInstanceOf(Forbidden)
    expect((await shown(own, other)).commands).toEqual({})
    expect(await shown(own)).toMatchObject({ state: 'waiting', cancelledBy: null })
    await cancel(own)
    expect(await cancel(seen, manager)).toMatchObject({ state: 'cancelled', cancelledBy: 'Cy Chief' })
  })
})

describe('cancelling at the same time as others', () => {
  test('[PRD-08] twice at once: one cancels, the other is told by whom', async () => {
    const job = await plan(1)

    const answers = await Promise.allSettled([cancel(job), cancel(job, manager), cancel(job)])

    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { cancelledBy } = await shown(job)
    for (const one of answers) {
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject(refusal('job-cancelled-already', { by: cancelledBy }))
    }
    expect((await told()).filter(({ outcome }) => outcome === 'done')).toHaveLength(1)
  })

  test('[PRD-08] against the end of the work: what has ended is refused, and every job ends once', async () => {
    const seen = new Set<string>()
    for (let round = 0; round < 12; round += 1) {
      const job = await plan(1)
      const claimed = await claim()
      expect(claimed.jobId).toBe(job)

      const end = (tx: Parameters<typeof finishJob>[0]) => finishJob(tx, claimed, { report: { round } })
      const both = round % 2 === 0 ? [cancel(job), alone(end)] : [alone(end), cancel(job)]
      const answers = await Promise.allSettled(both)

      const view = await shown(job)
      expect(view).toMatchObject({ state: 'done', report: { round } })
      const rejected = answers.find(({ status }) => status === 'rejected')
      if (rejected) expect(rejected).toMatchObject({ reason: refusal('job-ended', { state: 'done' }) })
      expect(view.cancelledBy).toBe(rejected ? null : 'Ada Miller')
      seen.add(rejected ? 'refused' : 'asked')
      await expect(cancel(job)).rejects.toMatchObject(refusal('job-ended'))
    }
    expect(seen.size).toBeGreaterThan(0)
  })

  test('[PRD-08] against a worker that begins: it ends cancelled, begun or not, and never twice', async () => {
    for (let round = 0; round < 12; round += 1) {
      await house.owner.query('TRUNCATE job')
      const job = await plan(1)

      const [taken] = await Promise.all([alone((tx) => claimJob(tx, house.tenantId)), cancel(job)])

      if (taken === null) {
        expect(await shown(job)).toMatchObject({ state: 'cancelled' })
        expect(await claim()).toBeNull()
        continue
      }
      expect(await shown(job)).toMatchObject({ state: 'running', cancelledBy: 'Ada Miller' })
      expect(await alone((tx) => renewJob(tx, taken, 0, 1))).toBe('cancelled')
      await alone((tx) => finishJob(tx, taken, { report: null, isCancelled: true }))
      expect(await shown(job)).toMatchObject({ state: 'cancelled' })
    }
  })

  test('[PRD-08] a second worker does not begin again what was cancelled under one that died', async () => {
    const job = await plan(3)
    const dead = await claim()
    await cancel(job)
    expect(await shown(job)).toMatchObject({ state: 'running' })

    await endLeases()
    const second = start()
    await until(job, 'cancelled')
    await second.stop()

    expect(await bricks()).toBe(0)
    expect(await alone((tx) => renewJob(tx, dead, 3, 3))).toBe('lost')
    await alone((tx) => finishJob(tx, dead, { report: 'late' }))
    expect(await shown(job)).toMatchObject({ state: 'cancelled', report: null })
  })

  test('[PRD-08] a worker that is stopped in order gives a cancelled job back to nobody', async () => {
    const job = await plan(3)
    const claimed = await claim()
    await cancel(job)
    await alone((tx) => returnJob(tx, claimed))

    expect(await shown(job)).toMatchObject({ state: 'cancelled', finishedAt: expect.any(String) })
    expect(await claim()).toBeNull()
  })
})

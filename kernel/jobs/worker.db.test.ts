import sql from 'sql-template-tag'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { inTransaction } from '../db/transaction.ts'
import { refuse } from '../errors/refusal.ts'
import { defineCommand, JobReference } from '../operation/define.ts'
import { brief, implement, implementLong, type LongContext } from '../operation/implement.ts'
import type { Principal } from '../operation/principal.ts'
import { person, testPipeline, type TestPipeline } from '../testing/pipeline.ts'
import { jobOperations } from './jobs.ts'
import { claimJob, renewJob } from './store.ts'
import { startWorker } from './worker.ts'

interface ShownJob {
  readonly state: string
  readonly progressDone: number
  readonly progressTotal: number
  readonly problem: string | null
  readonly report: unknown
}

const plant = defineCommand({
  name: 'plant-tree',
  summary: 'Plant a tree.',
  rows: ['PRD-08'],
  rest: { method: 'POST', path: '/v1/trees' },
  permission: 'trees.plant',
  input: z.object({ name: z.string() }),
  output: z.object({}),
  refusals: ['frost'],
  audit: { action: 'tree.planted', subjects: ['tree'] },
})

const forest = defineCommand({
  name: 'plant-forest',
  summary: 'Plant many trees.',
  rows: ['PRD-08'],
  rest: { method: 'POST', path: '/v1/forests' },
  permission: 'forests.plan',
  input: z.object({ trees: z.array(z.string()) }),
  output: JobReference,
  audit: { action: 'forest.planned', subjects: ['job'] },
  queued: true,
})

/** What the long work does; each test says it. */
let work: (context: LongContext, trees: readonly string[]) => Promise<unknown>

const operations = [
  ...jobOperations,
  implement(plant, async (ctx, input) => {
    if (input.name === 'palm') ctx.refuse(refuse('frost'))
    await ctx.tx.run(sql`INSERT INTO tree (tenant_id, name) VALUES (${ctx.tenantId}, ${input.name})`)
    ctx.audit({ subjects: [{ kind: 'tree', id: input.name }] })
    return ctx.isBrief ? brief(input.name) : {}
  }),
  implementLong(forest, (context, input) => work(context, input.trees)),
]

let house: TestPipeline
let planter: Principal

beforeAll(async () => {
  house = await testPipeline(operations)
  await house.owner.query('CREATE TABLE tree (tenant_id uuid, name text)')
  await house.owner.query(`SELECT close_to_other_tenants('tree')`)
  planter = person(house.tenantId, { permissions: ['forests.plan', 'trees.plant'], name: 'Ada Miller' })
})
afterAll(() => house.close())
beforeEach(async () => {
  await house.owner.query('TRUNCATE job, tree, audit_entry, audit_subject, idempotency')
  work = plantAll
})

const plantAll = async (context: LongContext, trees: readonly string[]) => {
  for (const [index, name] of trees.entries()) {
    await context.run('plant-tree', { name })
    await context.progress(index + 1, trees.length)
  }
  return { planted: trees.length }
}

const failures: unknown[] = []
const start = () =>
  startWorker({
    pipeline: house.pipeline,
    tenants: () => Promise.resolve([house.tenantId]),
    failed: (_job, error) => failures.push(error),
    beatMs: 5,
  })

const plan = async (trees: readonly string[], who = planter) =>
  ((await house.as(who, 'plant-forest', { trees })) as { jobId: string }).jobId

const shown = (job: string, who = planter) => house.as(who, 'get-job', { job }) as Promise<ShownJob>

const untilEnded = (job: string) =>
  vi.waitUntil(async () => ['done', 'failed'].includes((await shown(job)).state), {
    timeout: 8000,
    interval: 10,
  })

const trees = async () => {
  const { rows } = await house.owner.query<{ name: string }>('SELECT name FROM tree ORDER BY name')
  return rows.map((row) => row.name)
}

/** As if nobody had renewed the lease for a while. */
const endLeases = () =>
  house.owner.query(`UPDATE job SET leased_until = clock_timestamp() - interval '1 second'`)

/** Something that a test lets happen. */
function gate() {
  let open: () => void = () => undefined
  const passed = new Promise<void>((resolve) => (open = resolve))
  return { passed, open: () => open() }
}

describe('jobs', () => {
  test('[PRD-08] queued work is done once by one of the workers, and its report is kept', async () => {
    const jobs = await Promise.all(Array.from({ length: 6 }, (_, index) => plan([`tree-${index}`])))

    const workers = [start(), start(), start()]
    for (const job of jobs) await untilEnded(job)
    await Promise.all(workers.map((worker) => worker.stop()))

    expect(await trees()).toEqual(['tree-0', 'tree-1', 'tree-2', 'tree-3', 'tree-4', 'tree-5'])
    expect(await shown(jobs[0] as string)).toMatchObject({
      state: 'done',
      report: { planted: 1 },
      problem: null,
    })
  })

  test('[BEY-02] work that was only verified is not queued, and a repeated request queues it once', async () => {
    await house.as(planter, 'plant-forest', { trees: ['oak'] }, { verify: true })
    const repeat = () => house.as(planter, 'plant-forest', { trees: ['oak'] }, { key: 'forest-1' })
    const answers = await Promise.all([repeat(), repeat(), repeat()])

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    const { rows } = await house.owner.query('SELECT actor_name, state FROM job')
    expect(rows).toEqual([{ actor_name: 'Ada Miller', state: 'waiting' }])
  })

  test('[PRD-08] the progress that is shown is what was done', async () => {
    const half = gate()
    const reached = gate()
    work = async (context, names) => {
      await context.run('plant-tree', { name: names[0] })
      await context.progress(1, names.length)
      reached.open()
      await half.passed
      await context.run('plant-tree', { name: names[1] })
      await context.progress(2, names.length)
      return null
    }
    const job = await plan(['oak', 'elm'])

    const worker = start()
    await reached.passed
    expect(await shown(job)).toMatchObject({ state: 'running', progressDone: 1, progressTotal: 2 })
    half.open()
    await untilEnded(job)
    await worker.stop()

    expect(await shown(job)).toMatchObject({ state: 'done', progressDone: 2, progressTotal: 2 })
  })
})

describe('commands of one transaction', () => {
  const refusals = async () =>
    (
      await house.owner.query(
        `SELECT 1 FROM audit_entry WHERE operation = 'plant-tree' AND outcome = 'refused'`,
      )
    ).rowCount

  test('[PRD-08] stand together or not at all, answer briefly, and read what those before them wrote', async () => {
    work = (context) =>
      context.runTogether(async ({ ctx, run }) => {
        const oak = (await run('plant-tree', { name: 'oak' })) as { id: string }
        const { n } = await ctx.tx.one<{ n: number }>(sql`SELECT count(*)::integer AS n FROM tree`)
        await run('plant-tree', { name: `${oak.id}-${n}` })
        return null
      })
    const job = await plan([])
    const worker = start()
    await untilEnded(job)
    expect(await trees()).toEqual(['oak', 'oak-1'])

    work = (context, [name = '']) =>
      context.runTogether(async ({ run }) => {
        await run('plant-tree', { name: 'elm' })
        return run('plant-tree', { name })
      })
    const frozen = await plan(['palm'])
    await untilEnded(frozen)
    await worker.stop()

    expect(await shown(frozen)).toMatchObject({ state: 'failed', problem: 'frost' })
    expect(await trees()).toEqual(['oak', 'oak-1'])
    expect(await refusals()).toBe(1)
  })

  test('[PRD-08] of a trial nothing stays, not even the note of its refusal; of a verification neither', async () => {
    work = async (context) => {
      const trial = context.runTogether(({ run }) => run('plant-tree', { name: 'palm' }), { isTrial: true })
      const refused = await trial.catch((error: Error) => error.message)
      await context.runTogether(({ run }) => run('plant-tree', { name: 'ash' }), { verify: true })
      return { refused }
    }
    const job = await plan([])
    const worker = start()
    await untilEnded(job)
    await worker.stop()

    expect(await shown(job)).toMatchObject({ state: 'done', report: { refused: 'frost' } })
    expect(await trees()).toEqual([])
    expect(await refusals()).toBe(0)
  })
})

describe('workers that die', () => {
  test('[PRD-08] a job of a killed worker is taken up by another one when its lease has ended, not before', async () => {
    const job = await plan(['oak'])
    const dead = await inTransaction(house.pool, house.tenantId, (tx) => claimJob(tx, house.tenantId))
    expect(dead).toMatchObject({ jobId: job, attempt: 1 })

    const tooEarly = await inTransaction(house.pool, house.tenantId, (tx) => claimJob(tx, house.tenantId))
    expect(tooEarly).toBeNull()

    await endLeases()
    const worker = start()
    await untilEnded(job)
    await worker.stop()

    expect(await trees()).toEqual(['oak'])
    const { rows } = await house.owner.query('SELECT state, attempts FROM job')
    expect(rows).toEqual([{ state: 'done', attempts: 2 }])
  })

  test('[PRD-08] a worker that only seemed dead is told to stop, and cannot overwrite the report', async () => {
    const asleep = gate()
    const begun = gate()
    let calls = 0
    const wasStopped: boolean[] = []
    work = async (context) => {
      calls += 1
      const call = calls
      if (call > 1) return { by: 'second' }
      begun.open()
      await asleep.passed
      await vi.waitUntil(() => context.isStopped(), { timeout: 6000 })
      wasStopped.push(context.isStopped())
      return { by: 'first' }
    }
    const job = await plan(['oak'])
    const first = start()
    await begun.passed

    await endLeases()
    const second = start()
    await untilEnded(job)
    asleep.open()
    await vi.waitUntil(() => wasStopped.length > 0, { timeout: 6000 })
    await Promise.all([first.stop(), second.stop()])

    expect(wasStopped).toEqual([true])
    expect(await shown(job)).toMatchObject({ state: 'done', report: { by: 'second' } })
  })

  test('[PRD-08] a worker that works long keeps its job by renewing the lease', async () => {
    await plan(['oak'])
    const job = await inTransaction(house.pool, house.tenantId, (tx) => claimJob(tx, house.tenantId))
    await endLeases()
    expect(job && (await inTransaction(house.pool, house.tenantId, (tx) => renewJob(tx, job, 1, 9)))).toBe(
      'kept',
    )

    expect(await inTransaction(house.pool, house.tenantId, (tx) => claimJob(tx, house.tenantId))).toBeNull()
    await endLeases()
    const next = await inTransaction(house.pool, house.tenantId, (tx) => claimJob(tx, house.tenantId))
    expect(next?.attempt).toBe(2)
    expect(job && (await inTransaction(house.pool, house.tenantId, (tx) => renewJob(tx, job, 2, 9)))).toBe(
      'lost',
    )
  })
})

describe('jobs that never come to an end', () => {
  const claim = () => inTransaction(house.pool, house.tenantId, (tx) => claimJob(tx, house.tenantId))

  test('[PRD-08] a job that takes its worker down five times is not begun again, and says so', async () => {
    const job = await plan(['oak'])
    const next = await plan(['elm'])
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(await claim()).toMatchObject({ jobId: job, attempt })
      await endLeases()
    }

    failures.length = 0
    const worker = start()
    await untilEnded(job)
    await untilEnded(next)
    await worker.stop()

    const problem =
      'This work was begun 5 times and broke off each time before its end, so it is not begun again. ' +
      'What it had done until then stays. Queue it again when the cause is found.'
    expect(await shown(job)).toMatchObject({ state: 'failed', problem, report: null })
    expect(failures).toMatchObject([{ message: problem }])
    expect(await trees()).toEqual(['elm'])
  })

  test('[PRD-08] the fifth attempt may still succeed', async () => {
    const job = await plan(['oak'])
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await claim()
      await endLeases()
    }

    const worker = start()
    await untilEnded(job)
    await worker.stop()

    expect(await shown(job)).toMatchObject({ state: 'done', problem: null })
  })

  test('[PRD-08] an orderly stop gives the job back at once, however often, and counts as no attempt', async () => {
    const job = await plan(['oak'])
    for (let restart = 1; restart <= 6; restart += 1) {
      const begun = gate()
      work = async (context) => {
        begun.open()
        await vi.waitUntil(() => context.isStopped(), { timeout: 6000, interval: 5 })
      }
      const worker = start()
      await begun.passed
      await worker.stop()
      expect(await shown(job)).toMatchObject({ state: 'waiting' })
    }
    work = plantAll

    const worker = start()
    await untilEnded(job)
    await worker.stop()

    expect(await shown(job)).toMatchObject({ state: 'done' })
    expect(await trees()).toEqual(['oak'])
  })
})

describe('rights of jobs', () => {
  test('[PRD-08] a job may do what its planner may do, and not more', async () => {
    const clerk = person(house.tenantId, { permissions: ['forests.plan'], name: 'Bo Clerk' })
    const job = await plan(['oak'], clerk)

    const worker = start()
    await vi.waitUntil(async () => (await shown(job, clerk)).state === 'failed', { timeout: 8000 })
    await worker.stop()

    expect((await shown(job, clerk)).problem).toContain('trees.plant')
    expect(await trees()).toEqual([])
  })

  test("[PRD-08] what a job does is told of its planner, within the planner's scope", async () => {
    const scoped = person(house.tenantId, {
      permissions: ['forests.plan', 'trees.plant'],
      own: ['00000000-0000-7000-8000-000000000001'],
      name: 'Cy Portal',
    })
    let seen: unknown
    work = async (context, names) => {
      seen = await context.read((ctx) => Promise.resolve(ctx.scope))
      return plantAll(context, names)
    }
    const job = await plan(['oak'], scoped)

    const worker = start()
    await vi.waitUntil(async () => (await shown(job, scoped)).state === 'done', { timeout: 8000 })
    await worker.stop()

    expect(seen).toEqual(scoped.childScope)
    const { rows } = await house.owner.query(
      `SELECT actor_id, actor_name FROM audit_entry WHERE action = 'tree.planted'`,
    )
    expect(rows).toEqual([{ actor_id: scoped.actorId, actor_name: 'Cy Portal' }])
  })

  test('[USR-05] a job is seen by its planner and by those who see all jobs', async () => {
    const job = await plan(['oak'])
    const other = person(house.tenantId, { permissions: ['forests.plan'] })
    const operator = person(house.tenantId, { permissions: ['jobs.view'] })

    await expect(shown(job, other)).rejects.toMatchObject({ kind: 'job' })
    expect(await shown(job, operator)).toMatchObject({ state: 'waiting' })
    await expect(house.as(other, 'list-jobs', {})).rejects.toMatchObject({ permission: 'jobs.view' })
  })

  test('[PRD-08] a refusal on the way ends the job with its code; what was done before stays', async () => {
    const job = await plan(['oak', 'palm', 'elm'])

    const worker = start()
    await untilEnded(job)
    await worker.stop()

    expect(await shown(job)).toMatchObject({
      state: 'failed',
      problem: 'frost',
      progressDone: 1,
      progressTotal: 3,
    })
    expect(await trees()).toEqual(['oak'])
    expect(failures).not.toEqual([])
  })
})

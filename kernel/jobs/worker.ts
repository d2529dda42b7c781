import { inTransaction } from '../db/transaction.ts'
import { Refused } from '../errors/problems.ts'
import { isLoss, survivingLoss } from '../db/database-loss.ts'
import type { LongContext, QueryContext } from '../operation/implement.ts'
import type { Pipeline } from '../operation/run.ts'
import { claimJob, finishJob, renewJob, returnJob, type ClaimedJob, type JobEnd } from './store.ts'

/** A running worker; `stop` waits until its present job has reached a resting place. */
export interface Worker {
  /** Looks for work now instead of at the next beat. */
  nudge(): void
  stop(): Promise<void>
}

/** What a loop needs of its app. */
export interface WorkerOptions {
  readonly pipeline: Pipeline
  readonly tenants: () => Promise<readonly string[]>
  readonly failed: (job: ClaimedJob, error: unknown) => void
  /** Milliseconds between two looks when nobody nudges. */
  readonly beatMs?: number
}

/** Carries out queued operations, one at a time, under the rights they were queued with. */
export function startWorker(options: WorkerOptions): Worker {
  return loop(options.beatMs ?? 1000, (isStopped) => sweep(options, isStopped))
}

/** Pause between two looks, in milliseconds, so that many commits in a row cost one look and not one each. */
const REST_MS = 50

/** Runs `work` at every beat and nudge, never twice at once; true means "look again at once". */
export function loop(beatMs: number, work: (isStopped: () => boolean) => Promise<boolean>): Worker {
  let stopped = false
  let wake: (() => void) | null = null
  let nudged = false
  const running = (async () => {
    while (!stopped) {
      nudged = false
      const again = await work(() => stopped).catch(() => false)
      if (again || stopped) continue
      await new Promise((rested) => setTimeout(rested, REST_MS))
      if (nudged || stopped) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, beatMs)
        wake = () => (clearTimeout(timer), resolve())
      })
      wake = null
    }
  })()
  const nudge = () => {
    nudged = true
    wake?.()
  }
  return {
    nudge,
    stop: async () => {
      stopped = true
      nudge()
      await running
    },
  }
}

async function sweep(options: WorkerOptions, isStopped: () => boolean): Promise<boolean> {
  let worked = false
  const { pool } = options.pipeline.parts
  for (const tenantId of await options.tenants()) {
    if (isStopped()) return false
    const job = await inTransaction(pool, tenantId, (tx) => claimJob(tx, tenantId))
    if (!job) continue
    worked = true
    if (job.isCancelled) await leave(options, job)
    else if (job.attempt > ATTEMPTS_MAX) await giveUp(options, job)
    else await carryOut(options, job, isStopped)
  }
  return worked
}

/** How often a job is begun. Only jobs whose worker died are begun again; ones that fail have ended. */
const ATTEMPTS_MAX = 5

const GIVEN_UP =
  `This work was begun ${ATTEMPTS_MAX} times and broke off each time before its end, so it is not begun again. ` +
  'What it had done until then stays. Queue it again when the cause is found.'

/** A job that takes its worker down with it must not do so for ever. */
async function giveUp(options: WorkerOptions, job: ClaimedJob): Promise<void> {
  options.failed(job, new Error(GIVEN_UP))
  const { pool } = options.pipeline.parts
  await inTransaction(pool, job.tenantId, (tx) => finishJob(tx, job, { problem: GIVEN_UP }))
}

/** A job that was cancelled under a worker that died since: what it did stays, and nothing is begun. */
async function leave({ pipeline }: WorkerOptions, job: ClaimedJob): Promise<void> {
  await inTransaction(pipeline.parts.pool, job.tenantId, (tx) =>
    finishJob(tx, job, { report: null, isCancelled: true }),
  )
}

async function carryOut(options: WorkerOptions, job: ClaimedJob, isStopped: () => boolean): Promise<void> {
  const { pipeline } = options
  const beat = startBeat(pipeline, job)
  const end = async (how: JobEnd) => {
    // What was done stays done when the database goes away just now: it is told as soon as it is back.
    await survivingLoss(() => beat.end(), isStopped)
    const { pool } = pipeline.parts
    await survivingLoss(
      () =>
        inTransaction(pool, job.tenantId, (tx) =>
          isStopped() ? returnJob(tx, job) : finishJob(tx, job, how),
        ),
      isStopped,
    )
  }
  try {
    const { long, contract } = pipeline.operation(job.operation)
    if (!long) throw new Error(`${contract.name} is no long work.`)
    const parsed = contract.input.parse(job.input) as never
    const report = await long(longContext(pipeline, job, beat, isStopped), parsed)
    await end({ report, isCancelled: beat.isTold })
  } catch (error) {
    // Work that lost the database is no failure: it is begun again when the lease has ended.
    if (isLoss(error) && !isStopped()) return beat.drop()
    if (!isStopped()) options.failed(job, error)
    await end({ problem: error instanceof Refused ? error.refusal.code : (error as Error).message })
  }
}

interface Beat {
  done: number
  total: number
  isLost: boolean
  isCancelled: boolean
  /** The work has asked whether to stop, and was told that it is cancelled. */
  isTold: boolean
  /** Writes the progress now. */
  write(): Promise<void>
  end(): Promise<void>
  /** Renews no more, so that the lease ends. */
  drop(): void
}

/**
 * Renews the lease every two seconds, and so keeps the progress true. Until the work says its own, the progress of
 * the attempt before stays. Writes follow one another, so that an older figure never overtakes a younger one.
 */
function startBeat(pipeline: Pipeline, job: ClaimedJob): Beat {
  const { pool } = pipeline.parts
  let last: Promise<unknown> = Promise.resolve()
  const write = (): Promise<void> => {
    const next = last.then(async () => {
      const renewal = await inTransaction(pool, job.tenantId, (tx) =>
        renewJob(tx, job, beat.done, beat.total),
      )
      if (renewal === 'lost') beat.isLost = true
      if (renewal === 'cancelled') beat.isCancelled = true
    })
    last = next.catch(() => undefined)
    return next
  }
  const timer = setInterval(() => void write().catch(() => undefined), 2000)
  const beat: Beat = {
    ...job.progress,
    isLost: false,
    isCancelled: false,
    isTold: false,
    write,
    end: () => {
      clearInterval(timer)
      return write()
    },
    drop: () => clearInterval(timer),
  }
  return beat
}

function longContext(pipeline: Pipeline, job: ClaimedJob, beat: Beat, isStopped: () => boolean): LongContext {
  const { pool, clock } = pipeline.parts
  const inShort = <T>(work: (ctx: QueryContext) => Promise<T>) =>
    inTransaction(pool, job.tenantId, (tx) => work(shortContext(job, tx, clock())))
  return {
    principal: job.principal,
    jobId: job.jobId,
    read: inShort,
    note: inShort,
    run: (name, input, options) =>
      pipeline.run(name, input, {
        tenantId: job.tenantId,
        caller: { principal: job.principal },
        key: options?.key,
        verify: options?.verify,
      }),
    runTogether: (work, options) =>
      pipeline.runTogether(
        (tx, run) => work({ ctx: shortContext(job, tx, clock()), run }),
        { tenantId: job.tenantId, caller: { principal: job.principal } },
        options,
      ),
    progress: async (done, total) => {
      const isFirst = beat.total !== total
      beat.done = done
      beat.total = total
      if (isFirst) await beat.write()
    },
    isStopped: () => {
      if (isStopped() || beat.isLost) return true
      beat.isTold ||= beat.isCancelled
      return beat.isTold
    },
    isCancelled: () => beat.isTold && !isStopped() && !beat.isLost,
  }
}

function shortContext(job: ClaimedJob, tx: QueryContext['tx'], now: Temporal.Instant): QueryContext {
  return {
    principal: job.principal,
    tenantId: job.tenantId,
    now,
    tx,
    scope: job.principal.childScope,
    may: (permission) => job.principal.permissions.has(permission),
    refuse: (refusal) => {
      throw new Refused(refusal)
    },
  }
}

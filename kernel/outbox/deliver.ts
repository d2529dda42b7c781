import sql, { type Sql } from 'sql-template-tag'
import type { Tx } from '../db/pool.ts'
import { inTransaction } from '../db/transaction.ts'
import { loop, type Worker } from '../jobs/worker.ts'
import type { QueryContext } from '../operation/implement.ts'
import { systemPrincipal } from '../operation/principal.ts'
import type { Pipeline } from '../operation/run.ts'
import { newId } from '../ids-time/ids.ts'
import { Refused } from '../errors/problems.ts'
import { endTurn, holdTurn, isElsewhere, takeTurn } from './lease.ts'

/** An event as reactions see it. `eventId` is the same at every delivery, so that repeats can be told. */
export interface DeliveredEvent {
  readonly eventId: string
  readonly type: string
  readonly at: string
  readonly subject: { readonly kind: string; readonly id: string }
  readonly payload: Readonly<Record<string, unknown>>
}

/** What a room does when events of others arrive. Runs in the transaction that marks the event delivered. */
export interface Reaction {
  readonly to: readonly string[]
  readonly react: (ctx: QueryContext, event: DeliveredEvent) => Promise<void>
}

/** What delivery needs of its app. */
export interface DeliveryOptions {
  readonly pipeline: Pipeline
  readonly reactions: readonly Reaction[]
  readonly tenants: () => Promise<readonly string[]>
  readonly failed: (event: DeliveredEvent | null, error: unknown) => void
  readonly beatMs?: number
}

/**
 * Hands stored events to the rooms' reactions: those of one subject in order, whoever else fails.
 *
 * An event whose reaction fails is tried again after growing waits and parked after the tenth failure. Events of
 * other subjects go on; those of its own subject wait behind it, also behind a parked one, until an operator has
 * mended the cause and released it.
 */
export function startDelivery(options: DeliveryOptions): Worker {
  const holder = newId()
  return loop(options.beatMs ?? 1000, async (isStopped) => {
    let isMoreLeft = false
    for (const tenantId of await options.tenants()) {
      if (isStopped()) return false
      const looked = await deliverBatch(options, tenantId, holder)
      isMoreLeft ||= looked === BATCH
    }
    return isMoreLeft
  })
}

const BATCH = 200

/** Failures after which an event is parked. */
const TRIES_MAX = 10

/** Seconds before the next try: 5 after the first failure, then twice as long each time, 43 minutes in all. */
function waitSeconds(tries: number): number {
  return 5 * 2 ** (tries - 1)
}

interface WaitingEvent extends DeliveredEvent {
  readonly tries: number
}

/**
 * Delivers up to 200 events of a tenant in one transaction; how many it looked at. Only one process delivers for a
 * tenant at a time, else two batches of one subject could overtake each other.
 */
async function deliverBatch(options: DeliveryOptions, tenantId: string, holder: string): Promise<number> {
  const { pool, clock } = options.pipeline.parts
  const now = clock()
  const isOurs = await inTransaction(pool, tenantId, async (tx) => {
    if (!(await isAnyDue(tx, tenantId, now)) || (await isElsewhere(tx, tenantId, holder))) return false
    return takeTurn(tx, tenantId, holder)
  })
  if (!isOurs) return 0
  return inTransaction(pool, tenantId, async (tx) => {
    if (!(await holdTurn(tx, tenantId, holder))) return 0
    const events = await tx.rows<WaitingEvent>(
      sql`${dueEvents(tenantId, now)} LIMIT ${BATCH} FOR UPDATE OF o`,
    )
    const delivered: string[] = []
    const failing = new Set<string>()
    for (const event of events) {
      const subject = `${event.subject.kind} ${event.subject.id}`
      if (failing.has(subject)) continue
      const problem = await deliverOne(options, reactionContext(tenantId, tx, now), event)
      if (problem === null) delivered.push(event.eventId)
      else {
        failing.add(subject)
        await postpone(tx, tenantId, event, problem, now)
      }
    }
    if (delivered.length > 0) {
      await tx.run(sql`UPDATE outbox SET delivered_at = clock_timestamp(), next_try_at = NULL, problem = NULL
        WHERE tenant_id = ${tenantId} AND event_id = ANY(${delivered}::uuid[])`)
    }
    endTurn(tx, tenantId, holder)
    return events.length
  })
}

/** Whether there is anything to deliver: what an idle look costs. */
async function isAnyDue(tx: Tx, tenantId: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.rows(sql`${dueEvents(tenantId, now)} LIMIT 1`)).length > 0
}

/** Events in their order, without those that wait and those that stand behind one of their subject that waits. */
function dueEvents(tenantId: string, now: Temporal.Instant): Sql {
  return sql`SELECT o.event_id AS "eventId", o.type, o.at, o.tries, o.payload,
      jsonb_build_object('kind', o.subject_kind, 'id', o.subject_id) AS subject
    FROM outbox o WHERE o.tenant_id = ${tenantId} AND o.delivered_at IS NULL AND o.parked_at IS NULL
      AND (o.next_try_at IS NULL OR o.next_try_at <= ${now.toString()})
      AND NOT EXISTS (SELECT 1 FROM outbox f WHERE f.tenant_id = ${tenantId} AND f.delivered_at IS NULL
        AND f.tries > 0 AND (f.parked_at IS NOT NULL OR f.next_try_at > ${now.toString()})
        AND f.subject_kind = o.subject_kind AND f.subject_id = o.subject_id AND f.event_id < o.event_id)
    ORDER BY o.event_id`
}

/** Remembers a failure: when the event is tried again, or that it is given up. */
async function postpone(
  tx: Tx,
  tenantId: string,
  event: WaitingEvent,
  problem: string,
  now: Temporal.Instant,
) {
  const tries = event.tries + 1
  const isParked = tries >= TRIES_MAX
  const nextTry = isParked ? null : now.add({ seconds: waitSeconds(tries) }).toString()
  await tx.run(sql`UPDATE outbox SET tries = ${tries}, problem = ${problem}, next_try_at = ${nextTry},
      parked_at = ${isParked ? now.toString() : null}
    WHERE tenant_id = ${tenantId} AND event_id = ${event.eventId}`)
}

/** Null when all reactions are done; else what went wrong, and nothing of them stays. */
async function deliverOne(
  options: DeliveryOptions,
  ctx: QueryContext,
  event: WaitingEvent,
): Promise<string | null> {
  const interested = options.reactions.filter(({ to }) => to.includes(event.type))
  if (interested.length === 0) return null
  await ctx.tx.run(sql`SAVEPOINT reaction`)
  try {
    for (const { react } of interested) await react(ctx, event)
    await ctx.tx.run(sql`RELEASE SAVEPOINT reaction`)
    return null
  } catch (error) {
    await ctx.tx.run(sql`ROLLBACK TO SAVEPOINT reaction`)
    const tries = event.tries + 1
    const isLast = tries >= TRIES_MAX
    options.failed(event, isLast ? new Error(`Parked after ${tries} failures.`, { cause: error }) : error)
    return problemText(error)
  }
}

/** A short text that can be stored, whatever was thrown. */
function problemText(error: unknown): string {
  return String(error instanceof Error ? error.message : error)
    .replaceAll('\0', '')
    .slice(0, 500)
}

function reactionContext(tenantId: string, tx: Tx, now: Temporal.Instant): QueryContext {
  const principal = systemPrincipal(tenantId)
  return {
    principal,
    tenantId,
    now,
    tx,
    scope: principal.ownScope,
    may: () => true,
    refuse: (refusal) => {
      throw new Refused(refusal)
    },
  }
}

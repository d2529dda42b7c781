import sql from 'sql-template-tag'
import type { Tx } from '../db/pool.ts'
import { inTransaction } from '../db/transaction.ts'
import { loop, type Worker } from '../jobs/worker.ts'
import type { QueryContext } from '../operation/implement.ts'
import { systemPrincipal } from '../operation/principal.ts'
import type { Pipeline } from '../operation/run.ts'
import { Refused } from '../errors/problems.ts'

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

/** Hands stored events to the rooms' reactions, in order. */
export function startDelivery(options: {
  readonly pipeline: Pipeline
  readonly reactions: readonly Reaction[]
  readonly tenants: () => Promise<readonly string[]>
  readonly failed: (event: DeliveredEvent | null, error: unknown) => void
  readonly beatMs?: number
}): Worker {
  return loop(options.beatMs ?? 1000, async (isStopped) => {
    let found = false
    for (const tenantId of await options.tenants()) {
      if (isStopped()) return false
      const count = await deliverBatch(options, tenantId)
      found ||= count === BATCH
    }
    return found
  })
}

const BATCH = 200

/**
 * Delivers up to 200 events of a tenant in one transaction. The locked rows keep a second process from
 * delivering the same; a failing reaction postpones the batch from that event on.
 */
async function deliverBatch(options: Parameters<typeof startDelivery>[0], tenantId: string): Promise<number> {
  const { pool, clock } = options.pipeline.parts
  return inTransaction(pool, tenantId, async (tx) => {
    const events = await tx.rows<DeliveredEvent>(sql`SELECT event_id AS "eventId", type, at,
        jsonb_build_object('kind', subject_kind, 'id', subject_id) AS subject, payload
      FROM outbox WHERE tenant_id = ${tenantId} AND delivered_at IS NULL
      ORDER BY event_id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`)
    const delivered: string[] = []
    for (const event of events) {
      if (!(await deliverOne(options, reactionContext(tenantId, tx, clock()), event))) break
      delivered.push(event.eventId)
    }
    if (delivered.length > 0) {
      await tx.run(sql`UPDATE outbox SET delivered_at = clock_timestamp()
        WHERE tenant_id = ${tenantId} AND event_id = ANY(${delivered}::uuid[])`)
    }
    return delivered.length
  })
}

async function deliverOne(
  options: Parameters<typeof startDelivery>[0],
  ctx: QueryContext,
  event: DeliveredEvent,
): Promise<boolean> {
  const interested = options.reactions.filter(({ to }) => to.includes(event.type))
  if (interested.length === 0) return true
  await ctx.tx.run(sql`SAVEPOINT reaction`)
  try {
    for (const { react } of interested) await react(ctx, event)
    await ctx.tx.run(sql`RELEASE SAVEPOINT reaction`)
    return true
  } catch (error) {
    await ctx.tx.run(sql`ROLLBACK TO SAVEPOINT reaction`)
    options.failed(event, error)
    return false
  }
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

import sql, { type Sql } from 'sql-template-tag'
import { NotFound } from '../errors/problems.ts'
import { bindList } from '../list/bind.ts'
import { implement, implementList, type CommandContext, type Operation } from '../operation/implement.ts'
import { listParkedEvents, RELEASED_MAX, releaseParkedEvent, releaseParkedEvents } from './events.contract.ts'

const parked = bindList(listParkedEvents, {
  base: sql`outbox AS o`,
  alias: 'o',
  id: sql`o.event_id`,
  where: (ctx) => sql`o.tenant_id = ${ctx.tenantId} AND o.parked_at IS NOT NULL`,
  columns: {
    parkedAt: { value: sql`o.parked_at`, sortType: 'timestamptz' },
    type: { value: sql`o.type` },
    // The outbox keeps keys; names are in the audit entry of the event's cause.
    subject: {
      value: sql`(o.subject_kind || ' ' || coalesce((SELECT s.label FROM audit_subject s
        WHERE s.tenant_id = o.tenant_id AND s.audit_entry_id = o.audit_entry_id AND s.kind = o.subject_kind
          AND s.subject_id = o.subject_id), o.subject_id))`,
    },
    tries: { value: sql`o.tries` },
    problem: { value: sql`coalesce(o.problem, '')` },
    waitingBehind: {
      value: sql`(SELECT count(*) FROM outbox later WHERE later.tenant_id = o.tenant_id
        AND later.delivered_at IS NULL AND later.subject_kind = o.subject_kind
        AND later.subject_id = o.subject_id AND later.event_id > o.event_id)`,
    },
    at: { value: sql`o.at` },
  },
})

const releaseOne = implement(releaseParkedEvent, async (ctx, { event }) => {
  const released = await release(ctx, sql`event_id = ${event}`)
  if (released.length === 0) throw new NotFound('parked event', event)
  note(ctx, released)
  return { id: event }
})

/** What the caller sees in the list under these conditions is what is released. */
const releaseSeveral = implement(releaseParkedEvents, async (ctx, { events, where }) => {
  if (events?.length === 0) return { released: 0, isMoreLeft: false }
  const matching = parked.all(ctx, { where, ids: events ?? [] })
  const released = await release(
    ctx,
    sql`event_id IN (SELECT m.id FROM (${matching}) AS m LIMIT ${RELEASED_MAX})`,
  )
  if (released.length > 0) note(ctx, released)
  const isMoreLeft =
    released.length === RELEASED_MAX && (await ctx.tx.rows(sql`${matching} LIMIT 1`)).length > 0
  return { released: released.length, isMoreLeft }
})

interface ReleasedEvent {
  readonly id: string
  readonly type: string
  readonly problem: string | null
}

/** Lets the loop take them at its next look. The tries stay, so that one more failure parks an event again. */
function release(ctx: CommandContext, chosen: Sql): Promise<ReleasedEvent[]> {
  return ctx.tx.rows<ReleasedEvent>(sql`UPDATE outbox SET parked_at = NULL, next_try_at = NULL
    WHERE tenant_id = ${ctx.tenantId} AND parked_at IS NOT NULL AND ${chosen}
    RETURNING event_id AS id, type, problem`)
}

function note(ctx: CommandContext, released: readonly ReleasedEvent[]): void {
  ctx.audit({
    subjects: released.map(({ id, type }) => ({ kind: 'event', id, label: type })),
    details: {
      released: released.length,
      problems: [...new Set(released.map(({ problem }) => problem))].slice(0, 20),
    },
  })
}

/** Operations on events that were given up. */
export const eventOperations: readonly Operation[] = [implementList(parked), releaseOne, releaseSeveral]

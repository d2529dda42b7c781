import sql from 'sql-template-tag'
import { firstIdAt } from '../ids-time/ids.ts'
import type { QueryContext } from '../operation/implement.ts'

/** How often an operation was refused for one reason, with the newest case. */
export interface RefusedFigure {
  readonly code: string
  readonly count: number
  readonly lastAt: string
  readonly lastActorName: string
  /** The figures of the newest refusal, as its sentence needs them. */
  readonly lastData: Readonly<Record<string, unknown>>
}

/**
 * Refusals of one operation since an instant, by reason, the most frequent first. At most the newest 10,000
 * are looked at, which is one range of an index. The caller has checked that its reader may know of all.
 */
export function refusedSince(
  ctx: QueryContext,
  operation: string,
  since: Temporal.Instant,
): Promise<RefusedFigure[]> {
  return ctx.tx.rows(sql`SELECT r.code, count(*) AS count, max(r.at) AS "lastAt",
      (array_agg(r.actor_name ORDER BY r.audit_entry_id DESC))[1] AS "lastActorName",
      coalesce((array_agg(r.details ORDER BY r.audit_entry_id DESC))[1], '{}') AS "lastData"
    FROM (SELECT e.audit_entry_id, e.code, e.at, e.actor_name, e.details FROM audit_entry e
      WHERE e.tenant_id = ${ctx.tenantId} AND e.operation = ${operation} AND e.outcome = 'refused'
        AND e.audit_entry_id >= ${firstIdAt(since)} AND e.at >= ${since.toString()}
      ORDER BY e.audit_entry_id DESC LIMIT 10000) r
    GROUP BY r.code ORDER BY count(*) DESC, r.code`)
}

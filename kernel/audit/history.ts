import sql from 'sql-template-tag'
import type { QueryContext } from '../operation/implement.ts'

/** A line of a record's history, for readers who may see the record but not the whole log. */
interface HistoryEntry {
  readonly id: string
  readonly at: string
  readonly actorName: string
  readonly action: string
  readonly details: Readonly<Record<string, unknown>>
}

/**
 * What was done to a record, newest first, at most 200 lines, with some of the details that were kept with each; which
 * of them a reader may see, the caller says. The caller has checked that the record may be seen.
 */
export function historyWithDetails(
  ctx: QueryContext,
  subject: { readonly kind: string; readonly id: string },
  details: readonly string[],
): Promise<HistoryEntry[]> {
  return ctx.tx.rows(sql`SELECT e.audit_entry_id AS id, e.at, e.actor_name AS "actorName", e.action,
      coalesce((SELECT jsonb_object_agg(d.key, d.value) FROM jsonb_each(CASE jsonb_typeof(e.details) WHEN 'object' THEN e.details END) AS d
        WHERE d.key = ANY(${[...details]}::text[])), '{}') AS details
    FROM audit_subject s JOIN audit_entry e
      ON e.tenant_id = s.tenant_id AND e.audit_entry_id = s.audit_entry_id
    WHERE s.tenant_id = ${ctx.tenantId} AND s.kind = ${subject.kind} AND s.subject_id = ${subject.id}
      AND e.outcome = 'done'
    ORDER BY s.audit_entry_id DESC LIMIT 200`)
}

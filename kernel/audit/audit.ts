import sql from 'sql-template-tag'
import { bindList } from '../list/bind.ts'
import { implementList, type Operation } from '../operation/implement.ts'
import { listAuditEntries } from './audit.contract.ts'

/** Keys are made in the order of time, so the key is also the order of the log. */
const list = implementList(
  bindList(listAuditEntries, {
    base: sql`audit_entry AS e`,
    alias: 'e',
    id: sql`e.audit_entry_id`,
    where: (ctx, input) => {
      const all = sql`e.tenant_id = ${ctx.tenantId}`
      if (!input['subjectId']) return all
      return sql`${all} AND e.audit_entry_id IN (SELECT s.audit_entry_id FROM audit_subject s
        WHERE s.tenant_id = ${ctx.tenantId} AND s.kind = ${input['subjectKind'] ?? ''}
          AND s.subject_id = ${input['subjectId']})`
    },
    columns: {
      at: { value: sql`e.at`, search: sql`e.at`, sort: sql`e.audit_entry_id`, sortType: 'uuid' },
      actorName: { value: sql`e.actor_name` },
      onBehalfOf: { value: sql`e.on_behalf_of` },
      action: { value: sql`e.action` },
      subjects: {
        value: sql`ARRAY(SELECT s.kind || ' ' || coalesce(s.label, s.subject_id) FROM audit_subject s
          WHERE s.tenant_id = e.tenant_id AND s.audit_entry_id = e.audit_entry_id ORDER BY 1)`,
        filter: (_condition, compare) => sql`e.audit_entry_id IN (SELECT s.audit_entry_id FROM audit_subject s
          WHERE s.tenant_id = e.tenant_id AND ${compare(sql`coalesce(s.label, s.subject_id)`)})`,
      },
      outcome: { value: sql`e.outcome` },
      code: { value: sql`e.code` },
      operation: { value: sql`e.operation` },
      requestId: { value: sql`e.request_id` },
    },
    extras: {
      before: sql`e.before`,
      after: sql`e.after`,
      details: sql`e.details`,
      actorId: sql`e.actor_id`,
    },
  }),
)

/** Operations on the audit log. */
export const auditOperations: readonly Operation[] = [list]

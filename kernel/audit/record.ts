import sql, { empty, type Sql } from 'sql-template-tag'
import type { Tx } from '../db/pool.ts'
import type { RepeatKey, StoredAnswer } from '../idempotency/idempotency.ts'
import { newId } from '../ids-time/ids.ts'
import type { AuditNote, AuditSubject } from '../operation/implement.ts'
import type { Principal } from '../operation/principal.ts'

/** An event as it waits in the outbox. */
export interface EventRecord {
  readonly type: string
  readonly subject: AuditSubject
  readonly payload: Readonly<Record<string, unknown>>
}

/** Everything that one finished operation leaves behind besides its own rows. */
export interface OperationRecord {
  readonly principal: Principal
  readonly now: Temporal.Instant
  readonly requestId: string
  readonly operation: string
  readonly action: string
  readonly outcome: 'done' | 'refused' | 'denied'
  readonly code: string | null
  readonly note: AuditNote
  readonly events: readonly EventRecord[]
  readonly repeat: { readonly key: RepeatKey; readonly answer: StoredAnswer } | null
}

/**
 * Writes audit entry, its subjects, the events and the answer for repeats, in one statement that travels with the
 * commit. Either all of it stands or, with the operation itself, nothing.
 */
export async function recordOperation(tx: Tx, record: OperationRecord): Promise<string> {
  const entryId = newId()
  const { principal, note } = record
  const tenantId = principal.tenantId
  const at = record.now.toString()
  const subjects = note.subjects.map(({ kind, id, label }) => ({ kind, id, label: label ?? null }))
  const events = record.events.map((event) => ({ id: newId(), ...event }))
  tx.runAhead(sql`WITH
    entry AS (
      INSERT INTO audit_entry (tenant_id, audit_entry_id, at, actor_id, actor_name, on_behalf_of, operation,
        action, outcome, code, before, after, details, request_id)
      VALUES (${tenantId}, ${entryId}, ${at}, ${principal.actorId}, ${principal.actorName},
        ${note.onBehalfOf ?? null}, ${record.operation}, ${record.action}, ${record.outcome}, ${record.code},
        ${json(note.before)}, ${json(note.after)}, ${json(note.details)}, ${record.requestId})),
    subject AS (
      INSERT INTO audit_subject (tenant_id, kind, subject_id, audit_entry_id, label)
      SELECT ${tenantId}, s.kind, s.id, ${entryId}, s.label
      FROM jsonb_to_recordset(${JSON.stringify(subjects)}::jsonb) AS s(kind text, id text, label text)
      ON CONFLICT DO NOTHING)
    ${events.length > 0 ? outboxPart(tenantId, at, entryId, events) : empty}
    ${record.repeat ? repeatPart(record.repeat.key, record.repeat.answer) : empty}
    SELECT 1`)
  return entryId
}

function outboxPart(tenantId: string, at: string, entryId: string, events: readonly object[]): Sql {
  return sql`, event AS (
      INSERT INTO outbox (tenant_id, event_id, at, audit_entry_id, type, subject_kind, subject_id, payload)
      SELECT ${tenantId}, e.id, ${at}, ${entryId}, e.type, e.subject->>'kind', e.subject->>'id', e.payload
      FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
        AS e(id uuid, type text, subject jsonb, payload jsonb))`
}

/** Insert, not update: after a refusal the claim was rolled back with everything else. */
function repeatPart(key: RepeatKey, answer: StoredAnswer): Sql {
  return sql`, repeat AS (
      INSERT INTO idempotency (tenant_id, actor, key, operation, digest, answer)
      VALUES (${key.tenantId}, ${key.actor}, ${key.key}, ${key.operation}, ${key.digest},
        ${JSON.stringify(answer)})
      ON CONFLICT (tenant_id, actor, key) DO UPDATE SET answer = EXCLUDED.answer
        WHERE idempotency.answer IS NULL)`
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}

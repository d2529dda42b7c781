import { createHash } from 'node:crypto'
import sql from 'sql-template-tag'
import type { Tx } from '../db/pool.ts'
import { refuse, type Refusal } from '../errors/refusal.ts'

/** What a repeated request finds: nothing (it is the first), or what the first one was answered. */
export type Repeat =
  | { readonly kind: 'first' }
  | { readonly kind: 'answered'; readonly answer: StoredAnswer }
  | { readonly kind: 'key-reused'; readonly refusal: Refusal }

/** An answer as it is kept for repeats. */
export type StoredAnswer =
  | { readonly kind: 'output'; readonly output: unknown }
  | { readonly kind: 'refusal'; readonly code: string; readonly data: Readonly<Record<string, unknown>> }

/** A key is known per caller, so that two callers never meet on one. */
export interface RepeatKey {
  readonly tenantId: string
  readonly actor: string
  readonly key: string
  readonly operation: string
  readonly digest: string
}

/** Digest of an input, independent of the order of its fields. */
export function digestOf(input: unknown): string {
  return createHash('sha256').update(canonical(input)).digest('base64url')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(',')}}`
}

/**
 * Claims a key in the running transaction. A twin that runs at the same time waits here, on the unique
 * index, until the first has committed (then it gets the answer) or rolled back (then it is the first).
 */
export async function claimKey(tx: Tx, key: RepeatKey): Promise<Repeat> {
  const claimed = await tx.run(sql`INSERT INTO idempotency (tenant_id, actor, key, operation, digest)
    VALUES (${key.tenantId}, ${key.actor}, ${key.key}, ${key.operation}, ${key.digest})
    ON CONFLICT (tenant_id, actor, key) DO NOTHING`)
  if (claimed === 1) return { kind: 'first' }
  const stored = await tx.one<{ operation: string; digest: string; answer: StoredAnswer | null }>(
    sql`SELECT operation, digest, answer FROM idempotency
      WHERE tenant_id = ${key.tenantId} AND actor = ${key.actor} AND key = ${key.key}`,
  )
  if (stored.operation !== key.operation || stored.digest !== key.digest || !stored.answer) {
    return {
      kind: 'key-reused',
      refusal: refuse('key-reused', { key: key.key, operation: stored.operation }),
    }
  }
  return { kind: 'answered', answer: stored.answer }
}

/** Keys are remembered for this many days; a repeat after that is a new request. */
const KEPT_DAYS = 7

/** Forgets keys past their time. Run from time to time; finds them by age, not by reading the table. */
export function forgetOldKeys(tx: Tx, tenantId: string, now: Temporal.Instant): Promise<number> {
  return tx.run(sql`DELETE FROM idempotency WHERE tenant_id = ${tenantId}
    AND created_at < ${now.toString()}::timestamptz - make_interval(days => ${KEPT_DAYS})`)
}

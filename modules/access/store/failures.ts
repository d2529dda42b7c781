import type { Tx } from '@tallystick/kernel/db/pool.ts'
import sql from 'sql-template-tag'
import type { Failures } from '../rules/sign-in.ts'

interface FailureRow {
  readonly subject: string
  readonly failures: number
  readonly windowStartedAt: string
}

/** Counted failures by subject; subjects without any are missing. */
export async function failuresOf(
  tx: Tx,
  tenantId: string,
  subjects: readonly string[],
): Promise<Map<string, Failures>> {
  const rows = await tx.rows<FailureRow>(sql`SELECT subject, failures, window_started_at AS "windowStartedAt"
    FROM sign_in_failure WHERE tenant_id = ${tenantId} AND subject = ANY(${subjects as string[]}::text[])`)
  return new Map(
    rows.map((row) => [
      row.subject,
      { count: row.failures, windowStartedAt: Temporal.Instant.from(row.windowStartedAt) },
    ]),
  )
}

/**
 * Counts one failure for each subject, in a new window when the old one is over; the counts afterwards.
 * Subjects are taken in order, so that two counters never wait for each other.
 */
export async function countFailure(
  tx: Tx,
  tenantId: string,
  subjects: readonly string[],
  now: Temporal.Instant,
  windowMinutes: number,
): Promise<Map<string, number>> {
  const at = now.toString()
  const startedAfter = now.subtract({ minutes: windowMinutes }).toString()
  const rows = await tx.rows<{ subject: string; failures: number }>(sql`INSERT INTO sign_in_failure AS f
      (tenant_id, subject, window_started_at, failures)
    SELECT ${tenantId}, s, ${at}::timestamptz, 1 FROM unnest(${subjects.toSorted()}::text[]) AS s
    ON CONFLICT (tenant_id, subject) DO UPDATE SET
      failures = CASE WHEN f.window_started_at > ${startedAfter} THEN f.failures + 1 ELSE 1 END,
      window_started_at = CASE WHEN f.window_started_at > ${startedAfter} THEN f.window_started_at
        ELSE EXCLUDED.window_started_at END
    RETURNING f.subject, f.failures`)
  return new Map(rows.map((row) => [row.subject, row.failures]))
}

/** Forgets a subject after a success, and whatever else is older than a day. */
export async function clearFailures(
  tx: Tx,
  tenantId: string,
  subject: string,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run(sql`DELETE FROM sign_in_failure WHERE tenant_id = ${tenantId}
    AND (subject = ${subject} OR window_started_at < ${now.subtract({ hours: 24 }).toString()})`)
}

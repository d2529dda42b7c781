import type { Tx } from '@tallystick/kernel/db/pool.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'

/** Wrong passwords of a subject (a user name or an address) in its present window. */
export interface FailureRow {
  readonly count: number
  readonly windowStartedAt: string
}

/** The worst of several subjects: the one with most wrong passwords in a window that is still open. */
export function worstFailures(
  ctx: QueryContext,
  subjects: readonly string[],
  windowMinutes: number,
): Promise<FailureRow | null> {
  return ctx.tx.maybe(sql`SELECT failures AS count, window_started_at AS "windowStartedAt" FROM sign_in_failure
    WHERE tenant_id = ${ctx.tenantId} AND subject = ANY(${subjects as string[]}::text[])
      AND window_started_at > ${ctx.now.toString()}::timestamptz - make_interval(mins => ${windowMinutes})
    ORDER BY failures DESC LIMIT 1`)
}

/** Counts a wrong password for each subject; a window that has passed begins anew. Returns the counts. */
export function countFailure(
  tx: Tx,
  tenantId: string,
  subjects: readonly string[],
  at: string,
  windowMinutes: number,
): Promise<{ subject: string; failures: number }[]> {
  return tx.rows(sql`INSERT INTO sign_in_failure (tenant_id, subject, window_started_at, failures)
    SELECT ${tenantId}, s, ${at}, 1 FROM unnest(${(subjects as string[]).toSorted()}::text[]) AS s
    ON CONFLICT (tenant_id, subject) DO UPDATE SET
      failures = CASE WHEN sign_in_failure.window_started_at > ${at}::timestamptz - make_interval(mins => ${windowMinutes})
        THEN sign_in_failure.failures + 1 ELSE 1 END,
      window_started_at = CASE WHEN sign_in_failure.window_started_at
          > ${at}::timestamptz - make_interval(mins => ${windowMinutes})
        THEN sign_in_failure.window_started_at ELSE EXCLUDED.window_started_at END
    RETURNING subject, failures`)
}

/** Forgets the wrong passwords of a user name after the right one. */
export async function forgetFailures(ctx: QueryContext, subject: string): Promise<void> {
  await ctx.tx.run(sql`DELETE FROM sign_in_failure WHERE tenant_id = ${ctx.tenantId} AND subject = ${subject}`)
}

import type { Tx } from '@tallystick/kernel/db/pool.ts'
import sql from 'sql-template-tag'
import { TRIES_MAX } from '../rules/tries.ts'

/** A mail that a sender has taken, with all that it sends. */
export interface TakenMail {
  readonly mailId: string
  readonly sendings: number
  /** Tries with this one, from 1. */
  readonly attempts: number
  readonly to: readonly string[]
  readonly subject: string
  readonly bodyText: string
  readonly bodyHtml: string
  readonly secret: string | null
}

/** Minutes that a taken mail is left alone; longer than any try, so that only a killed sender is outlived. */
const LEASE_MINUTES = 10

/**
 * Takes up to `count` mails that are due. The taken ones are not due again before their lease ends, so that a
 * killed sender loses nothing; rows that another sender is taking are skipped. Oldest first.
 */
export async function takeDueMails(tx: Tx, tenantId: string, now: Temporal.Instant, count: number) {
  const until = now.add({ minutes: LEASE_MINUTES }).toString()
  return tx.rows<TakenMail>(sql`UPDATE mail SET attempts = attempts + 1, next_attempt_at = ${until}
    WHERE tenant_id = ${tenantId} AND mail_id IN (
      SELECT mail_id FROM mail WHERE tenant_id = ${tenantId} AND state = 'waiting'
        AND next_attempt_at <= ${now.toString()} AND attempts < ${TRIES_MAX}
      ORDER BY next_attempt_at, mail_id FOR UPDATE SKIP LOCKED LIMIT ${count})
    RETURNING mail_id AS "mailId", sendings, attempts, to_addresses AS "to", subject, body_text AS "bodyText",
      body_html AS "bodyHtml", secret`)
}

/** Files of a taken mail with their bytes, in order. */
export function filesOfMail(tx: Tx, tenantId: string, mailId: string) {
  return tx.rows<{ readonly fileName: string; readonly mediaType: string; readonly bytes: Buffer }>(
    sql`SELECT file_name AS "fileName", media_type AS "mediaType", bytes FROM mail_attachment
      WHERE tenant_id = ${tenantId} AND mail_id = ${mailId} ORDER BY number`,
  )
}

/** Notes that the mail server took a mail, and forgets its secret. Does nothing when somebody else took it since. */
export async function markSent(
  tx: Tx,
  tenantId: string,
  mail: TakenMail,
  now: Temporal.Instant,
  problem: string | null,
) {
  await tx.run(sql`UPDATE mail SET state = 'sent', sent_at = ${now.toString()}, secret = NULL, problem = ${problem}
    WHERE tenant_id = ${tenantId} AND mail_id = ${mail.mailId} AND state = 'waiting'
      AND attempts = ${mail.attempts} AND sendings = ${mail.sendings}`)
}

/** Notes a try that failed: the mail waits until `nextAt`, or has failed for good when that is null. */
export async function markTried(
  tx: Tx,
  tenantId: string,
  mail: TakenMail,
  nextAt: Temporal.Instant | null,
  problem: string,
) {
  await tx.run(sql`UPDATE mail SET state = ${nextAt ? 'waiting' : 'failed'}, problem = ${problem},
      next_attempt_at = coalesce(${nextAt?.toString() ?? null}::timestamptz, next_attempt_at)
    WHERE tenant_id = ${tenantId} AND mail_id = ${mail.mailId} AND state = 'waiting'
      AND attempts = ${mail.attempts} AND sendings = ${mail.sendings}`)
}

/** Mails whose sender was killed at the last try have failed: nobody will take them again. */
export async function failAbandoned(tx: Tx, tenantId: string, now: Temporal.Instant): Promise<void> {
  await tx.run(sql`UPDATE mail SET state = 'failed', problem = coalesce(problem, 'The sender was stopped while it sent.')
    WHERE tenant_id = ${tenantId} AND state = 'waiting' AND attempts >= ${TRIES_MAX}
      AND next_attempt_at <= ${now.toString()}`)
}

/** There is no mail server: what waits is kept, to be shown. */
export async function keepWaiting(tx: Tx, tenantId: string): Promise<void> {
  await tx.run(
    sql`UPDATE mail SET state = 'kept', problem = NULL WHERE tenant_id = ${tenantId} AND state = 'waiting'`,
  )
}

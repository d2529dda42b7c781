import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import type { MailDraft, MailState } from '../model.ts'

/** A mail as operations see it. The secret itself is read only where it is sent or shown. */
export interface MailRow {
  readonly id: string
  readonly template: string
  readonly to: readonly string[]
  readonly subject: string
  readonly bodyText: string
  readonly bodyHtml: string
  readonly language: string
  readonly state: MailState
  readonly attempts: number
  readonly problem: string | null
  readonly secret: string | null
  readonly nextAttemptAt: string
  readonly createdAt: string
  readonly sentAt: string | null
}

/** A file of a mail, without its bytes. */
export interface AttachmentRow {
  readonly number: number
  readonly fileName: string
  readonly mediaType: string
  readonly sizeBytes: number
}

/**
 * Writes a mail with its files in one statement. `problem` writes it as failed at once. False when the same
 * cause has its mail already; then nothing is written.
 */
export async function insertMail(
  ctx: QueryContext,
  draft: MailDraft,
  problem: string | null,
): Promise<boolean> {
  const now = ctx.now.toString()
  const files = draft.attachments.map(({ bytes, ...file }, number) => {
    return { number, ...file, bytes: Buffer.from(bytes).toString('base64') }
  })
  const touched = await ctx.tx.rows(sql`WITH
    written AS (
      INSERT INTO mail (tenant_id, mail_id, cause, template, to_addresses, subject, body_text, body_html, secret,
        language, state, next_attempt_at, problem, created_at)
      VALUES (${ctx.tenantId}, ${newId()}, ${draft.cause}, ${draft.template}, ${draft.to as string[]},
        ${draft.subject}, ${draft.bodyText}, ${draft.bodyHtml}, ${draft.secret}, ${draft.language},
        ${problem === null ? 'waiting' : 'failed'}, ${now}, ${problem}, ${now})
      ON CONFLICT (tenant_id, cause) DO NOTHING
      RETURNING tenant_id, mail_id),
    attached AS (
      INSERT INTO mail_attachment (tenant_id, mail_id, number, file_name, media_type, bytes)
      SELECT w.tenant_id, w.mail_id, f.number, f."fileName", f."mediaType", decode(f.bytes, 'base64')
      FROM written AS w, jsonb_to_recordset(${JSON.stringify(files)}::jsonb)
        AS f(number integer, "fileName" text, "mediaType" text, bytes text))
    SELECT mail_id FROM written`)
  return touched.length === 1
}

/** Whether one of the causes has its mail already. */
export async function isMailed(ctx: QueryContext, causes: readonly string[]): Promise<boolean> {
  const rows = await ctx.tx.rows(sql`SELECT 1 FROM mail
    WHERE tenant_id = ${ctx.tenantId} AND cause = ANY(${causes as string[]}) LIMIT 1`)
  return rows.length > 0
}

/** The statement that finds a mail; locks it when asked. */
export function selectMail(tenantId: string, mailId: string, lock: boolean): Sql {
  return sql`SELECT mail_id AS id, template, to_addresses AS "to", subject, body_text AS "bodyText",
      body_html AS "bodyHtml", language, state, attempts, problem, secret, next_attempt_at AS "nextAttemptAt",
      created_at AS "createdAt", sent_at AS "sentAt"
    FROM mail WHERE tenant_id = ${tenantId} AND mail_id = ${mailId} ${lock ? sql`FOR UPDATE` : sql``}`
}

/** Files of a mail, in order. */
export function listAttachments(ctx: QueryContext, mailId: string): Promise<AttachmentRow[]> {
  return ctx.tx.rows<AttachmentRow>(sql`SELECT number, file_name AS "fileName", media_type AS "mediaType",
      length(bytes) AS "sizeBytes"
    FROM mail_attachment WHERE tenant_id = ${ctx.tenantId} AND mail_id = ${mailId} ORDER BY number`)
}

/** A file with its bytes; null when the mail has no such file. */
export function findAttachment(ctx: QueryContext, mailId: string, number: number) {
  return ctx.tx.maybe<AttachmentRow & { readonly bytes: Buffer }>(sql`SELECT number, file_name AS "fileName",
      media_type AS "mediaType", length(bytes) AS "sizeBytes", bytes
    FROM mail_attachment WHERE tenant_id = ${ctx.tenantId} AND mail_id = ${mailId} AND number = ${number}`)
}

/** Lets a mail wait for the sender once more, as a new sending. The caller holds its lock. */
export async function putBack(ctx: QueryContext, mailId: string): Promise<void> {
  await ctx.tx.run(sql`UPDATE mail SET state = 'waiting', attempts = 0, problem = NULL, sent_at = NULL,
      sendings = sendings + 1, next_attempt_at = ${ctx.now.toString()}
    WHERE tenant_id = ${ctx.tenantId} AND mail_id = ${mailId}`)
}

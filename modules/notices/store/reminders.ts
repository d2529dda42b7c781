import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import type { ReminderTurns } from '../rules/reminders.ts'

/** A kind of reminder. */
export type ReminderKind = keyof ReminderTurns

/** When people were last reminded. People who never were are missing. */
export async function turnsOf(
  ctx: QueryContext,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, ReminderTurns>> {
  const rows = await ctx.tx.rows<{ userId: string; kind: ReminderKind; mailedOn: string }>(sql`SELECT
      user_id AS "userId", kind, mailed_on AS "mailedOn"
    FROM reminder_turn WHERE tenant_id = ${ctx.tenantId} AND user_id = ANY(${[...userIds]}::uuid[])`)
  const turns = new Map<string, ReminderTurns>()
  for (const { userId, kind, mailedOn } of rows) {
    turns.set(userId, { ...(turns.get(userId) ?? { expiring: null, expired: null }), [kind]: mailedOn })
  }
  return turns
}

/**
 * Takes the turn to remind somebody: true for one caller only, and not before `every` days have passed since the last
 * turn. A twin waits here until the first has committed, and is then refused.
 */
export async function takeTurn(
  ctx: QueryContext,
  userId: string,
  kind: ReminderKind,
  today: string,
  every: number,
): Promise<boolean> {
  const taken = await ctx.tx.run(sql`INSERT INTO reminder_turn (tenant_id, user_id, kind, mailed_on)
    VALUES (${ctx.tenantId}, ${userId}, ${kind}, ${today})
    ON CONFLICT (tenant_id, user_id, kind) DO UPDATE SET mailed_on = EXCLUDED.mailed_on
      WHERE reminder_turn.mailed_on <= EXCLUDED.mailed_on - ${every}::integer`)
  return taken === 1
}

/** Something that a person is told of. */
export interface ReminderCause {
  readonly lineItemId: string
  readonly cause: string
}

/** Which of these somebody was told of already, by line item. */
export async function toldOf(
  ctx: QueryContext,
  userId: string,
  causes: readonly ReminderCause[],
): Promise<ReadonlySet<string>> {
  const rows = await ctx.tx.rows<{ id: string }>(sql`SELECT r.line_item_id AS id
    FROM jsonb_to_recordset(${JSON.stringify(causes)}::jsonb) AS c("lineItemId" uuid, cause text)
    JOIN reminder r ON r.tenant_id = ${ctx.tenantId} AND r.user_id = ${userId}
      AND r.line_item_id = c."lineItemId" AND r.cause = c.cause`)
  return new Set(rows.map(({ id }) => id))
}

/** Notes what somebody is told of now. Answers the line items that were new, for none of the others is told again. */
export async function noteTold(
  ctx: QueryContext,
  userId: string,
  causes: readonly ReminderCause[],
  today: string,
): Promise<ReadonlySet<string>> {
  const rows = await ctx.tx.rows<{ id: string }>(sql`INSERT INTO reminder
      (tenant_id, user_id, line_item_id, cause, mailed_on)
    SELECT ${ctx.tenantId}, ${userId}, c."lineItemId", c.cause, ${today}
    FROM jsonb_to_recordset(${JSON.stringify(causes)}::jsonb) AS c("lineItemId" uuid, cause text)
    ORDER BY c."lineItemId"
    ON CONFLICT DO NOTHING RETURNING line_item_id AS id`)
  return new Set(rows.map(({ id }) => id))
}

/** Rows that one statement forgets at most. */
const PAGE = 5000

/** Forgets what was told before a day, in pages. True when there may be more. */
export async function forgetTold(ctx: QueryContext, before: string): Promise<boolean> {
  const gone = await ctx.tx.run(sql`DELETE FROM reminder WHERE tenant_id = ${ctx.tenantId}
    AND (user_id, line_item_id, cause) IN (SELECT user_id, line_item_id, cause FROM reminder
      WHERE tenant_id = ${ctx.tenantId} AND mailed_on < ${before}::date LIMIT ${PAGE})`)
  return gone === PAGE
}

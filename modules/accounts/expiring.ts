import { Forbidden } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { hidesSplit, showsExpiring } from '@tallystick/settings/definitions.ts'
import { settingOf, settingsJson } from '@tallystick/settings/services.ts'
import sql, { type Sql } from 'sql-template-tag'

const PERMISSION = 'expiring-entitlements.view'

const SPLITTING = ['entitlements.split', 'child-line-items.split']

/** The permissions that a caller can use: those held, without what the producer does not offer to its customers. */
export async function offeredPermissions(ctx: QueryContext): Promise<string[]> {
  const hidden = [
    ...((await isOffered(ctx)) ? [] : [PERMISSION]),
    ...((await offersSplit(ctx)) ? [] : SPLITTING),
  ]
  return [...ctx.principal.permissions].filter((one) => !hidden.includes(one))
}

/** Whether a caller is offered to split line items: the producer always is, all others unless it is hidden. ENT-04. */
export async function offersSplit(ctx: QueryContext): Promise<boolean> {
  return ctx.principal.ownScope.all || !(await settingOf(ctx, hidesSplit))
}

async function isOffered(ctx: QueryContext): Promise<boolean> {
  return ctx.principal.ownScope.all || settingOf(ctx, showsExpiring)
}

/** Ends with `Forbidden` where the producer has switched off expiring entitlements for its customers. */
export async function admitExpiring(ctx: QueryContext): Promise<void> {
  if (!(await isOffered(ctx))) throw new Forbidden(PERMISSION)
}

/** SQL condition: the same, for statements that run on their own. */
export function offersExpiring(ctx: QueryContext): Sql {
  if (ctx.principal.ownScope.all) return sql`TRUE`
  return sql`coalesce((${settingsJson(ctx.tenantId)} ->> ${showsExpiring.name}::text)::boolean,
    ${showsExpiring.default}::boolean)`
}

/** A person who subscribed to mails about expiring entitlements, with the accounts that count for it. */
export interface Subscriber {
  readonly userId: string
  readonly accountIds: readonly string[]
}

/**
 * People outside the producer who subscribed to mails about expiring entitlements and can get them, in the order of
 * their keys, from behind `after`, at most `limit`. Whether they hold the permission is told by `scopeOfUser`.
 */
export function expiringSubscribers(
  ctx: Pick<QueryContext, 'tx' | 'tenantId' | 'now'>,
  after: string | null,
  limit: number,
): Promise<Subscriber[]> {
  const today = sql`${ctx.now.toZonedDateTimeISO('UTC').toPlainDate().toString()}::date`
  return ctx.tx.rows<Subscriber>(sql`SELECT u.user_id AS "userId",
      ARRAY(SELECT m.account_id FROM membership m
        JOIN account a ON a.tenant_id = m.tenant_id AND a.account_id = m.account_id
        WHERE m.tenant_id = u.tenant_id AND m.user_id = u.user_id AND a.state = 'active'
          AND (m.expires_on IS NULL OR m.expires_on > ${today})) AS "accountIds"
    FROM app_user u WHERE ${isSubscriber(ctx.tenantId)} ${after === null ? sql`` : sql`AND u.user_id > ${after}`}
    ORDER BY u.user_id LIMIT ${limit}`)
}

/** How many such people there are. */
export async function expiringSubscriberCount(ctx: Pick<QueryContext, 'tx' | 'tenantId'>): Promise<number> {
  const { count } = await ctx.tx.one<{ count: number }>(
    sql`SELECT count(*) AS count FROM app_user u WHERE ${isSubscriber(ctx.tenantId)}`,
  )
  return count
}

function isSubscriber(tenantId: string): Sql {
  return sql`u.tenant_id = ${tenantId} AND u.wants_expiring_mail AND u.is_active AND u.may_sign_in
    AND u.kind <> 'producer' AND u.email <> ''`
}

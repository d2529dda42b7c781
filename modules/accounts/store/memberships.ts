import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import type { Membership } from '../model.ts'

/** All places of a user, whatever the caller may see, by account name. */
export async function membershipsOf(ctx: QueryContext, userId: string): Promise<Membership[]> {
  return ctx.tx.rows<Membership>(sql`SELECT m.expires_on AS "expiresOn",
      jsonb_build_object('id', a.account_id, 'code', a.account_code, 'name', a.name, 'kind', a.kind,
        'state', a.state) AS account,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', r.role_id, 'name', r.name, 'kind', r.kind,
          'isActive', r.is_active, 'permissions', r.permissions) ORDER BY r.name)
        FROM membership_role mr JOIN role r ON r.tenant_id = mr.tenant_id AND r.role_id = mr.role_id
        WHERE mr.tenant_id = m.tenant_id AND mr.user_id = m.user_id AND mr.account_id = m.account_id),
        '[]') AS roles
    FROM membership m JOIN account a ON a.tenant_id = m.tenant_id AND a.account_id = m.account_id
    WHERE m.tenant_id = ${ctx.tenantId} AND m.user_id = ${userId} ORDER BY a.name, a.account_id`)
}

/**
 * Replaces all places of a user. The caller holds the user's lock, and the hierarchy's for several accounts.
 */
export async function replaceMemberships(
  ctx: QueryContext,
  userId: string,
  memberships: readonly Membership[],
): Promise<void> {
  const places = memberships.map(({ account, expiresOn }) => ({ account: account.id, expires: expiresOn }))
  const roles = memberships.flatMap((one) =>
    one.roles.map((role) => ({ account: one.account.id, role: role.id })),
  )
  await ctx.tx.run(sql`DELETE FROM membership WHERE tenant_id = ${ctx.tenantId} AND user_id = ${userId}`)
  await ctx.tx.run(sql`INSERT INTO membership (tenant_id, user_id, account_id, expires_on)
    SELECT ${ctx.tenantId}, ${userId}, p.account, p.expires
    FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS p(account uuid, expires date)`)
  await ctx.tx.run(sql`INSERT INTO membership_role (tenant_id, user_id, account_id, role_id)
    SELECT DISTINCT ${ctx.tenantId}::uuid, ${userId}::uuid, p.account, p.role
    FROM jsonb_to_recordset(${JSON.stringify(roles)}::jsonb) AS p(account uuid, role uuid)`)
}

/** Keys of the product lines that a user is restricted to; none is no restriction. */
export async function productLinesOf(ctx: QueryContext, userId: string): Promise<string[]> {
  const rows = await ctx.tx.rows<{ id: string }>(sql`SELECT product_line_id AS id FROM user_product_line
    WHERE tenant_id = ${ctx.tenantId} AND user_id = ${userId} ORDER BY 1`)
  return rows.map(({ id }) => id)
}

/**
 * Replaces the product lines. Throws the violation of `user_product_line__line` for one that does not exist.
 */
export async function replaceProductLines(
  ctx: QueryContext,
  userId: string,
  ids: readonly string[],
): Promise<void> {
  await ctx.tx.run(
    sql`DELETE FROM user_product_line WHERE tenant_id = ${ctx.tenantId} AND user_id = ${userId}`,
  )
  if (ids.length === 0) return
  await ctx.tx.run(sql`INSERT INTO user_product_line (tenant_id, user_id, product_line_id)
    SELECT ${ctx.tenantId}, ${userId}, line FROM unnest(${ids as string[]}::uuid[]) AS line`)
}

/** Whether nobody else who is active holds the role with every permission. */
export async function isLastAdministrator(ctx: QueryContext, userId: string): Promise<boolean> {
  const { mine, others } = await ctx.tx.one<{ mine: boolean; others: boolean }>(sql`WITH holder AS (
      SELECT m.user_id FROM role r
      JOIN membership_role mr ON mr.tenant_id = r.tenant_id AND mr.role_id = r.role_id
      JOIN membership m ON m.tenant_id = mr.tenant_id AND m.user_id = mr.user_id AND m.account_id = mr.account_id
      JOIN app_user u ON u.tenant_id = mr.tenant_id AND u.user_id = mr.user_id
      WHERE r.tenant_id = ${ctx.tenantId} AND r.permissions = '{*}' AND r.is_active AND u.is_active
        AND u.may_sign_in AND (m.expires_on IS NULL OR m.expires_on > ${ctx.now.toString()}::timestamptz::date))
    SELECT EXISTS (SELECT 1 FROM holder WHERE user_id = ${userId}) AS mine,
      EXISTS (SELECT 1 FROM holder WHERE user_id <> ${userId}) AS others`)
  return mine && !others
}

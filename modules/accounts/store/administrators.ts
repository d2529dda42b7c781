import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'

/** A person who manages users, as one to write to. */
export interface Administrator {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly locale: string
}

/** More are not written to. */
const ADMINISTRATORS_MAX = 20

/**
 * People of the accounts in a condition over `a` who may manage users there and can read mail, by name. Shared users
 * are no person to write to, and nobody is asked about themselves.
 */
export function administratorsAt(ctx: QueryContext, userId: string, accounts: Sql): Promise<Administrator[]> {
  const today = sql`${ctx.now.toString()}::timestamptz::date`
  return ctx.tx
    .rows<Administrator>(sql`SELECT DISTINCT u.display_name AS name, u.user_id AS id, u.email, u.locale
    FROM account a
    JOIN membership m ON m.tenant_id = a.tenant_id AND m.account_id = a.account_id
    JOIN membership_role mr ON mr.tenant_id = m.tenant_id AND mr.user_id = m.user_id
      AND mr.account_id = m.account_id
    JOIN role r ON r.tenant_id = mr.tenant_id AND r.role_id = mr.role_id AND r.is_active
      AND r.permissions && '{*,users.manage}'::text[]
    JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id
    WHERE a.tenant_id = ${ctx.tenantId} AND a.state = 'active' AND ${accounts}
      AND (m.expires_on IS NULL OR m.expires_on > ${today})
      AND u.is_active AND u.may_sign_in AND NOT u.is_shared AND u.email <> '' AND u.user_id <> ${userId}
    ORDER BY 1, 2 LIMIT ${ADMINISTRATORS_MAX}`)
}

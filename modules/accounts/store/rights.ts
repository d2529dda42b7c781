import sql, { type Sql } from 'sql-template-tag'
import type { AccountKind } from '../model.ts'

/** What a person may do and see on a day, as one row. */
export interface RightsRow {
  readonly userId: string
  readonly userName: string
  readonly displayName: string
  readonly email: string
  readonly kind: AccountKind
  readonly locale: string
  readonly timeZone: string
  readonly isActive: boolean
  readonly maySignIn: boolean
  readonly isShared: boolean
  /** As roles store them: may be `*`. */
  readonly permissions: readonly string[]
  /** Accounts that the person belongs to, without inactive ones and ended memberships. */
  readonly own: readonly string[]
  /** All accounts below those. */
  readonly below: readonly string[]
  /** Product lines that the person is restricted to; none is no restriction. */
  readonly productLines: readonly string[]
}

/**
 * Subquery of one row with everything that decides over a person's requests.
 *
 * It runs at each request, inside the statement that recognises the session, so it is index look-ups by tenant
 * and user only. `today` is a date as SQL; a membership ends with the day before its `expires_on`.
 */
export function rightsOf(tenantId: Sql, userId: Sql, today: Sql): Sql {
  const place = sql`membership m JOIN account a ON a.tenant_id = m.tenant_id AND a.account_id = m.account_id`
  const counts = sql`m.tenant_id = ${tenantId} AND m.user_id = ${userId} AND a.state = 'active'
    AND (m.expires_on IS NULL OR m.expires_on > ${today})`
  return sql`SELECT u.user_id AS "userId", u.user_name AS "userName", u.display_name AS "displayName", u.email,
      u.kind, u.locale, u.time_zone AS "timeZone", u.is_active AS "isActive", u.may_sign_in AS "maySignIn",
      u.is_shared AS "isShared",
      ARRAY(SELECT DISTINCT granted FROM ${place}
        JOIN membership_role mr ON mr.tenant_id = m.tenant_id AND mr.user_id = m.user_id
          AND mr.account_id = m.account_id
        JOIN role r ON r.tenant_id = mr.tenant_id AND r.role_id = mr.role_id AND r.is_active
        CROSS JOIN LATERAL unnest(r.permissions) AS granted
        WHERE ${counts}) AS permissions,
      ARRAY(SELECT m.account_id FROM ${place} WHERE ${counts}) AS own,
      ARRAY(SELECT DISTINCT d.descendant_id FROM ${place}
        JOIN account_descendant d ON d.tenant_id = m.tenant_id AND d.ancestor_id = m.account_id
        WHERE ${counts} AND a.kind <> 'producer') AS below,
      ARRAY(SELECT l.product_line_id FROM user_product_line l
        WHERE l.tenant_id = ${tenantId} AND l.user_id = ${userId}) AS "productLines"
    FROM app_user u WHERE u.tenant_id = ${tenantId} AND u.user_id = ${userId}`
}

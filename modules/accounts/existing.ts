import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import type { Account, User } from './model.ts'
import { ACCOUNT_COLUMNS, isAccount } from './store/accounts.ts'
import { membershipsOf, productLinesOf } from './store/memberships.ts'
import { isUser, USER_COLUMNS } from './store/users.ts'

/** A record as an import compares it: key, version, and the fields in the shape of its create command. */
interface Existing<Fields> {
  readonly id: string
  readonly rowVersion: number
  readonly fields: Fields
}

/**
 * The account with this key or public ID, or null. `parents` and `relatedAccounts` are public IDs, sorted.
 */
export async function findExistingAccount(ctx: QueryContext, code: string) {
  const row = await ctx.tx.maybe<Account & { parents: string[]; relatedAccounts: string[] }>(
    sql`SELECT ${ACCOUNT_COLUMNS},
        ARRAY(SELECT p.account_code FROM account_link l
          JOIN account p ON p.tenant_id = l.tenant_id AND p.account_id = l.parent_account_id
          WHERE l.tenant_id = a.tenant_id AND l.child_account_id = a.account_id ORDER BY 1) AS parents,
        ARRAY(SELECT o.account_code FROM account_relation r
          JOIN account o ON o.tenant_id = r.tenant_id AND o.account_id =
            CASE WHEN r.partner_account_id = a.account_id THEN r.customer_account_id ELSE r.partner_account_id END
          WHERE r.tenant_id = a.tenant_id
            AND (r.partner_account_id = a.account_id OR r.customer_account_id = a.account_id)
          ORDER BY 1) AS "relatedAccounts"
      FROM account AS a WHERE a.tenant_id = ${ctx.tenantId} AND ${isAccount(code)}`,
  )
  if (!row) return null
  const {
    id,
    rowVersion,
    createdAt: _created,
    updatedAt: _updated,
    isSystem: _system,
    state,
    ...fields
  } = row
  return { id, rowVersion, state, fields } satisfies Existing<object> & { state: string }
}

/** Whether an account is directly below another; both by key or public ID. Null when one is unknown. */
export async function findExistingAccountLink(ctx: QueryContext, account: string, subAccount: string) {
  const keyOf = (reference: string) => sql`(SELECT a.account_id FROM account a
    WHERE a.tenant_id = ${ctx.tenantId} AND ${isAccount(reference)})`
  const { up, down, isLinked } = await ctx.tx.one<{
    up: string | null
    down: string | null
    isLinked: boolean
  }>(
    sql`SELECT up, down, EXISTS (SELECT 1 FROM account_link l WHERE l.tenant_id = ${ctx.tenantId}
        AND l.parent_account_id = up AND l.child_account_id = down) AS "isLinked"
      FROM (SELECT ${keyOf(account)} AS up, ${keyOf(subAccount)} AS down) AS pair`,
  )
  return up && down ? { accountId: up, subAccountId: down, isLinked } : null
}

/** The user or contact with this key or user name, or null. Accounts are public IDs, roles are names. */
export async function findExistingUser(ctx: QueryContext, userName: string) {
  const row = await ctx.tx.maybe<User>(sql`SELECT ${USER_COLUMNS} FROM app_user AS u
    WHERE u.tenant_id = ${ctx.tenantId} AND ${isUser(userName)}`)
  if (!row) return null
  const memberships = (await membershipsOf(ctx, row.id)).map((one) => ({
    account: one.account.code,
    roles: one.roles.map(({ name }) => name),
    expiresOn: one.expiresOn,
  }))
  const {
    id,
    rowVersion,
    kind: _kind,
    isActive,
    lastSignedInAt: _last,
    createdAt: _c,
    updatedAt: _u,
    ...own
  } = row
  const fields = { ...own, memberships, productLines: await productLinesOf(ctx, id) }
  return { id, rowVersion, isActive, fields } satisfies Existing<object> & { isActive: boolean }
}

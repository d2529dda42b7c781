import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { empty, join, raw, type Sql } from 'sql-template-tag'
import type { User } from '../model.ts'

/** Columns of a user under their names in the model; `u` is the table's alias. */
export const USER_COLUMNS: Sql = sql`u.user_id AS id, u.user_name AS "userName", u.kind,
  u.may_sign_in AS "maySignIn", u.is_active AS "isActive", u.is_shared AS "isShared", u.first_name AS "firstName",
  u.last_name AS "lastName", u.display_name AS "displayName", u.email, u.phone, u.fax, u.street, u.city, u.province,
  u.postal_code AS "postalCode", u.country, u.locale, u.time_zone AS "timeZone",
  u.wants_marketing AS "wantsMarketing", u.wants_expiring_mail AS "wantsExpiringMail",
  u.custom_attributes AS "customAttributes",
  u.last_signed_in_at AS "lastSignedInAt", u.created_at AS "createdAt", u.updated_at AS "updatedAt",
  u.row_version AS "rowVersion"`

/** SQL condition that finds a user by key or user name, whatever its case. */
export function isUser(reference: string): Sql {
  return isUuid(reference) ? sql`u.user_id = ${reference}` : sql`u.user_name_lower = lower(${reference})`
}

/** Fields of a user that an edit may change. */
export type UserEdit = Partial<
  Omit<User, 'id' | 'userName' | 'kind' | 'lastSignedInAt' | 'createdAt' | 'updatedAt' | 'rowVersion'>
>

const COLUMN_OF: Readonly<Record<keyof UserEdit, string>> = {
  maySignIn: 'may_sign_in',
  isActive: 'is_active',
  isShared: 'is_shared',
  firstName: 'first_name',
  lastName: 'last_name',
  displayName: 'display_name',
  email: 'email',
  phone: 'phone',
  fax: 'fax',
  street: 'street',
  city: 'city',
  province: 'province',
  postalCode: 'postal_code',
  country: 'country',
  locale: 'locale',
  timeZone: 'time_zone',
  wantsMarketing: 'wants_marketing',
  wantsExpiringMail: 'wants_expiring_mail',
  customAttributes: 'custom_attributes',
}

/** Documents are written as JSON. */
function storedValue(field: string, value: unknown): unknown {
  return field === 'customAttributes' ? JSON.stringify(value) : value
}

/** Adds a user. Throws the violation of `app_user__name` when the name is taken. */
export async function insertUser(
  ctx: QueryContext,
  user: UserEdit & Pick<User, 'id' | 'userName' | 'kind'>,
): Promise<void> {
  const { id, userName, kind, ...rest } = user
  const fields = Object.entries(rest) as [keyof UserEdit, unknown][]
  const now = ctx.now.toString()
  await ctx.tx.run(sql`INSERT INTO app_user (tenant_id, user_id, user_name, kind, created_at, updated_at,
      ${join(fields.map(([field]) => raw(COLUMN_OF[field])))})
    VALUES (${ctx.tenantId}, ${id}, ${userName}, ${kind}, ${now}, ${now},
      ${join(fields.map(([field, value]) => sql`${storedValue(field, value)}`))})`)
}

/** Writes changed fields and counts the version up. The caller holds the row's lock. */
export async function updateUserRow(ctx: QueryContext, id: string, edit: UserEdit): Promise<void> {
  const parts = Object.entries(edit).map(
    ([field, value]) => sql`${raw(COLUMN_OF[field as keyof UserEdit])} = ${storedValue(field, value)},`,
  )
  await ctx.tx
    .run(sql`UPDATE app_user SET ${parts.length > 0 ? join(parts, ' ') : empty} updated_at = ${ctx.now.toString()},
      row_version = row_version + 1
    WHERE tenant_id = ${ctx.tenantId} AND user_id = ${id}`)
}

/**
 * Deletes a user with memberships, password and sessions. Throws a violation when other rows name the user.
 */
export async function deleteUserRow(ctx: QueryContext, id: string): Promise<void> {
  await ctx.tx.run(sql`DELETE FROM app_user WHERE tenant_id = ${ctx.tenantId} AND user_id = ${id}`)
}

/** Display names of users of the given accounts, at most five. */
export async function namesOfUsersIn(ctx: QueryContext, accountIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.tx.rows<{
    name: string
  }>(sql`SELECT DISTINCT u.display_name AS name FROM membership m
    JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id
    WHERE m.tenant_id = ${ctx.tenantId} AND m.account_id = ANY(${accountIds as string[]}::uuid[])
    ORDER BY 1 LIMIT 5`)
  return rows.map(({ name }) => name)
}

import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import sql, { join, raw, type Sql } from 'sql-template-tag'
import type { Account, AccountMention } from '../model.ts'

/** Columns of an account under their names in the model; `a` is the table's alias. */
export const ACCOUNT_COLUMNS: Sql = sql`a.account_id AS id, a.account_code AS code, a.name, a.kind, a.state,
  a.description, a.address_1 AS "address1", a.address_2 AS "address2", a.city, a.province,
  a.postal_code AS "postalCode", a.country, a.region, a.is_visible_to_partners AS "isVisibleToPartners",
  a.is_system AS "isSystem", a.custom_attributes AS "customAttributes", a.created_at AS "createdAt",
  a.updated_at AS "updatedAt", a.row_version AS "rowVersion"`

/** Columns of a mention. */
export const MENTION_COLUMNS: Sql = sql`a.account_id AS id, a.account_code AS code, a.name, a.kind, a.state`

/** SQL condition that finds an account by key or public ID, whatever its case. */
export function isAccount(reference: string): Sql {
  return isUuid(reference)
    ? sql`a.account_id = ${reference}`
    : sql`a.account_code_lower = lower(${reference})`
}

/** Fields of an account that an edit may change. */
export type AccountEdit = Partial<
  Pick<
    Account,
    | 'code'
    | 'name'
    | 'description'
    | 'address1'
    | 'address2'
    | 'city'
    | 'province'
    | 'postalCode'
    | 'country'
    | 'region'
    | 'isVisibleToPartners'
    | 'customAttributes'
    | 'state'
  >
>

const COLUMN_OF: Readonly<Record<keyof AccountEdit, string>> = {
  code: 'account_code',
  name: 'name',
  description: 'description',
  address1: 'address_1',
  address2: 'address_2',
  city: 'city',
  province: 'province',
  postalCode: 'postal_code',
  country: 'country',
  region: 'region',
  isVisibleToPartners: 'is_visible_to_partners',
  customAttributes: 'custom_attributes',
  state: 'state',
}

/** Adds an account. Throws the violation of `account__code` when the public ID is taken. */
export async function insertAccount(
  ctx: QueryContext,
  account: Omit<Account, 'createdAt' | 'updatedAt' | 'rowVersion'>,
): Promise<void> {
  const now = ctx.now.toString()
  await ctx.tx
    .run(sql`INSERT INTO account (tenant_id, account_id, account_code, name, kind, state, description,
      address_1, address_2, city, province, postal_code, country, region, is_visible_to_partners, is_system,
      custom_attributes, created_at, updated_at)
    VALUES (${ctx.tenantId}, ${account.id}, ${account.code}, ${account.name}, ${account.kind}, ${account.state},
      ${account.description}, ${account.address1}, ${account.address2}, ${account.city}, ${account.province},
      ${account.postalCode}, ${account.country}, ${account.region}, ${account.isVisibleToPartners},
      ${account.isSystem}, ${JSON.stringify(account.customAttributes)}, ${now}, ${now})`)
}

/** Writes changed fields and counts the version up. The caller holds the row's lock. */
export async function updateAccountRow(ctx: QueryContext, id: string, edit: AccountEdit): Promise<void> {
  const parts = Object.entries(edit).map(([field, value]) => {
    const stored = field === 'customAttributes' ? JSON.stringify(value) : value
    return sql`${raw(COLUMN_OF[field as keyof AccountEdit])} = ${stored}`
  })
  await ctx.tx.run(sql`UPDATE account SET ${join(parts)}, updated_at = ${ctx.now.toString()},
      row_version = row_version + 1
    WHERE tenant_id = ${ctx.tenantId} AND account_id = ${id}`)
}

/** Accounts by keys or public IDs, whatever the caller may see, in no order. Unknown ones are missing. */
export function accountsByReferences(
  ctx: QueryContext,
  references: readonly string[],
): Promise<AccountMention[]> {
  const ids = references.filter(isUuid)
  const codes = references.filter((one) => !isUuid(one)).map((one) => one.toLowerCase())
  return ctx.tx.rows<AccountMention>(sql`SELECT ${MENTION_COLUMNS} FROM account AS a
    WHERE a.tenant_id = ${ctx.tenantId}
      AND (a.account_id = ANY(${ids}::uuid[]) OR a.account_code_lower = ANY(${codes}::text[]))`)
}

/** Deletes accounts. Throws a violation when another room's rows name one. */
export async function deleteAccountRows(ctx: QueryContext, ids: readonly string[]): Promise<void> {
  await ctx.tx.run(sql`DELETE FROM account
    WHERE tenant_id = ${ctx.tenantId} AND account_id = ANY(${ids as string[]}::uuid[])`)
}

/** Kinds of the accounts that a caller acts for. */
export async function kindsOfAccounts(ctx: QueryContext, ids: readonly string[]): Promise<string[]> {
  const rows = await ctx.tx.rows<{ kind: string }>(sql`SELECT DISTINCT kind FROM account
    WHERE tenant_id = ${ctx.tenantId} AND account_id = ANY(${ids as string[]}::uuid[])`)
  return rows.map(({ kind }) => kind)
}

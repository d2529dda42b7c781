import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import type { AccountKind, AccountMention } from '../model.ts'
import { visibleName } from '../visibility.ts'

/** A person of an account who can be written to. */
export interface AccountPerson {
  readonly id: string
  readonly name: string
  readonly email: string
}

/** An account that something could be handed to, with people there. */
export interface NeighbourAccount extends AccountMention {
  readonly contacts: readonly AccountPerson[]
}

/** How accounts around others are looked for. */
export interface NeighbourSearch {
  /** Part of the name or the account ID, whatever the case. */
  readonly text: string
  /** Kinds that qualify. */
  readonly kinds: readonly AccountKind[]
  /** Keys that do not. */
  readonly without: readonly string[]
  readonly limit: number
}

/** Active accounts that qualify, wherever they stand. */
export function searchAccounts(ctx: QueryContext, search: NeighbourSearch): Promise<NeighbourAccount[]> {
  return found(ctx, search, sql`TRUE`)
}

/** Active accounts of the same hierarchy as one: above it, below it, and below those above it. */
export function searchHierarchy(
  ctx: QueryContext,
  accountId: string,
  search: NeighbourSearch,
): Promise<NeighbourAccount[]> {
  return found(ctx, search, sql`a.account_id IN (${hierarchyOf(ctx, accountId)})`)
}

/** Active accounts that have to do with one: a customer of the partner or the reverse, or of its hierarchy. */
export function searchRelated(
  ctx: QueryContext,
  accountId: string,
  search: NeighbourSearch,
): Promise<NeighbourAccount[]> {
  return found(ctx, search, related(ctx, accountId))
}

/** Whether two accounts stand in one hierarchy: one above the other, or both below a third. */
export async function isOfHierarchy(ctx: QueryContext, accountId: string, otherId: string): Promise<boolean> {
  const row = await ctx.tx.maybe(sql`SELECT 1 WHERE ${otherId}::uuid IN (${hierarchyOf(ctx, accountId)})`)
  return row !== null
}

/** Whether two accounts have to do with one another: partner and customer, or of one hierarchy. */
export async function isRelated(ctx: QueryContext, accountId: string, otherId: string): Promise<boolean> {
  const row = await ctx.tx.maybe(sql`SELECT 1 FROM account a
    WHERE a.tenant_id = ${ctx.tenantId} AND a.account_id = ${otherId} AND ${related(ctx, accountId)}`)
  return row !== null
}

/** People of an account with a mail address, by name. */
export function peopleOfAccount(
  ctx: QueryContext,
  accountId: string,
  limit: number,
): Promise<AccountPerson[]> {
  return ctx.tx.rows<AccountPerson>(sql`SELECT u.user_id AS id, u.display_name AS name, u.email
    FROM membership m JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id
    WHERE m.tenant_id = ${ctx.tenantId} AND m.account_id = ${accountId} AND u.is_active AND u.email <> ''
    ORDER BY u.display_name, u.user_id LIMIT ${limit}`)
}

/** People offered for one account. */
const PEOPLE_MAX = 50

function found(ctx: QueryContext, search: NeighbourSearch, around: Sql): Promise<NeighbourAccount[]> {
  const pattern = `%${search.text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return ctx.tx.rows<NeighbourAccount>(sql`SELECT a.account_id AS id, a.account_code AS code,
      ${visibleName(ctx.scope, sql`a`)} AS name, a.kind, a.state,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.user_id, 'name', p.display_name, 'email', p.email)
          ORDER BY p.display_name, p.user_id), '[]')
        FROM (SELECT u.user_id, u.display_name, u.email FROM membership m
          JOIN app_user u ON u.tenant_id = m.tenant_id AND u.user_id = m.user_id
          WHERE m.tenant_id = a.tenant_id AND m.account_id = a.account_id AND u.is_active AND u.email <> ''
          ORDER BY u.display_name, u.user_id LIMIT ${PEOPLE_MAX}) AS p) AS contacts
    FROM account a
    WHERE a.tenant_id = ${ctx.tenantId} AND a.state = 'active' AND a.kind = ANY(${search.kinds as string[]}::text[])
      AND a.account_id <> ALL(${search.without as string[]}::uuid[])
      AND (${visibleName(ctx.scope, sql`a`)} ILIKE ${pattern} OR a.account_code ILIKE ${pattern}) AND ${around}
    ORDER BY a.name, a.account_id LIMIT ${search.limit}`)
}

function hierarchyOf(ctx: QueryContext, accountId: string): Sql {
  return sql`WITH up AS (SELECT ${accountId}::uuid AS id UNION SELECT ancestor_id FROM account_descendant
      WHERE tenant_id = ${ctx.tenantId} AND descendant_id = ${accountId})
    SELECT id FROM up UNION SELECT d.descendant_id FROM account_descendant d JOIN up ON up.id = d.ancestor_id
    WHERE d.tenant_id = ${ctx.tenantId}`
}

function related(ctx: QueryContext, accountId: string): Sql {
  return sql`(a.account_id IN (${hierarchyOf(ctx, accountId)}) OR EXISTS (SELECT 1 FROM account_relation r
    WHERE r.tenant_id = a.tenant_id AND ((r.partner_account_id = ${accountId} AND r.customer_account_id = a.account_id)
      OR (r.customer_account_id = ${accountId} AND r.partner_account_id = a.account_id))))`
}

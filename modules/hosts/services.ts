import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { inScope } from '@tallystick/kernel/operation/scope.ts'
import sql, { type Sql } from 'sql-template-tag'

export { Hosts as hostResource, SeenHosts as seenHostResource, type Host } from './resources.ts'

/** A host as it is remembered for an account; `texts` are one host ID or the three of a redundant set. */
export interface HostRecord {
  readonly hostId: string
  readonly accountId: string
  readonly use: 'server' | 'node'
  readonly types: readonly string[]
  readonly texts: readonly string[]
  /** Equal for the same hosts in any order; see `rules/host-key.ts`. */
  readonly key: string
}

/**
 * A statement that remembers hosts and returns `(host_key, host_id)` for each, to be used as a CTE.
 *
 * A host that the account already has keeps its key and gets the newest order of its texts. Rows are
 * inserted in the order of their keys and accounts, so that two activations on the same hosts wait instead of deadlock.
 */
export function rememberHostsPart(tenantId: string, hosts: readonly HostRecord[]): Sql {
  const place = ({ key, accountId }: HostRecord) => `${key} ${accountId}`
  const rows = hosts
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
    .map(({ hostId, accountId, use, types, texts, key }) => ({
      host_id: hostId,
      account_id: accountId,
      use,
      host_types: types,
      host_texts: texts,
      host_key: key,
      label: texts.join(' '),
    }))
  return sql`INSERT INTO host (tenant_id, host_id, account_id, use, host_types, host_texts, host_key, label)
    SELECT ${tenantId}, h.host_id, h.account_id, h.use, h.host_types, h.host_texts, h.host_key, h.label
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS h(host_id uuid, account_id uuid, use text, host_types text[], host_texts text[], host_key text, label text)
    ON CONFLICT (tenant_id, account_id, use, host_key)
      DO UPDATE SET host_texts = EXCLUDED.host_texts, host_types = EXCLUDED.host_types, label = EXCLUDED.label
    RETURNING host_key, host_id, account_id`
}

/** Hosts of accounts that an activation may choose again, newest first. */
export function hostsOfAccounts(ctx: QueryContext, accountIds: readonly string[], limit: number) {
  return ctx.tx.rows<{ id: string; use: 'server' | 'node'; types: string[]; texts: string[]; label: string }>(
    sql`SELECT host_id AS id, use, host_types AS types, host_texts AS texts, label FROM host
      WHERE tenant_id = ${ctx.tenantId} AND account_id = ANY(${accountIds as string[]}::uuid[])
      ORDER BY created_at DESC LIMIT ${limit}`,
  )
}

/** SQL: keys of the license servers of an account. */
export function serversOfAccount(tenantId: string, accountId: string): Sql {
  return sql`SELECT k.host_id FROM host k WHERE k.tenant_id = ${tenantId} AND k.account_id = ${accountId}
    AND k.use = 'server'`
}

/** License servers of an account by their keys, for reading. Others are missing from the answer. */
export function serversByKeys(ctx: QueryContext, accountId: string, ids: readonly string[]) {
  return ctx.tx.rows<{ id: string; types: readonly string[]; texts: readonly string[]; label: string }>(
    sql`SELECT k.host_id AS id, k.host_types AS types, k.host_texts AS texts, k.label FROM host k
      WHERE k.tenant_id = ${ctx.tenantId} AND k.host_id = ANY(${[...ids]}::uuid[]) AND k.account_id = ${accountId}
        AND k.use = 'server'
      ORDER BY k.label, k.host_id`,
  )
}

/** A host as other rooms speak of it. */
export interface NamedHost {
  readonly id: string
  readonly accountId: string
  readonly use: 'server' | 'node'
  readonly label: string
}

/** A host by its key. Throws NotFound where the caller does not see its account. */
export async function namedHost(ctx: QueryContext, id: string): Promise<NamedHost> {
  const [host] = isUuid(id)
    ? await ctx.tx.rows<NamedHost>(sql`SELECT h.host_id AS id, h.account_id AS "accountId", h.use, h.label
        FROM host h WHERE h.tenant_id = ${ctx.tenantId} AND h.host_id = ${id}
          AND ${inScope(ctx.scope, sql`h.account_id`)}`)
    : []
  if (!host) throw new NotFound('host', id)
  return host
}

/** SQL: `host_id` and `host_key` of the hosts of accounts that have these keys; see `rules/host-key.ts`. */
export function hostsWithKeys(tenantId: string, accountIds: readonly string[], keys: readonly string[]): Sql {
  return sql`SELECT k.host_id, k.host_key FROM host k WHERE k.tenant_id = ${tenantId}
    AND k.account_id = ANY(${[...accountIds]}::uuid[]) AND k.use IN ('server', 'node')
    AND k.host_key = ANY(${[...keys]}::text[])`
}

/** SQL: a host as JSON `{types, texts}` by its key; null where there is none. */
export function hostJson(tenantId: Sql, hostId: Sql): Sql {
  return sql`(SELECT jsonb_build_object('types', h.host_types, 'texts', h.host_texts) FROM host h
    WHERE h.tenant_id = ${tenantId} AND h.host_id = ${hostId})`
}

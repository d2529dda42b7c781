import { accountLabelOf } from '@tallystick/accounts/services.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { Resource } from '@tallystick/kernel/operation/find.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { inCategories, inScope } from '@tallystick/kernel/operation/scope.ts'
import sql, { empty, type Sql } from 'sql-template-tag'

/** A host of an account, as it is read. */
export interface Host {
  readonly id: string
  readonly accountId: string
  /** `ID (name)`. */
  readonly account: string
  readonly use: 'server' | 'node'
  readonly types: readonly string[]
  /** One host ID, or the three of a redundant set in their order. */
  readonly texts: readonly string[]
  readonly label: string
  /** Equal for the same hosts in any order; see `rules/host-key.ts`. */
  readonly key: string
  readonly createdAt: string
}

/** Hosts by key, seen by the accounts that they belong to. */
export const Hosts: Resource<Host> = {
  kind: 'host',
  select: (ctx, reference, lock) => sql`SELECT h.host_id AS id, h.account_id AS "accountId",
      ${accountLabelOf(sql`h.tenant_id`, sql`h.account_id`)} AS account, h.use, h.host_types AS types,
      h.host_texts AS texts, h.label, h.host_key AS key, h.created_at AS "createdAt"
    FROM host h WHERE h.tenant_id = ${ctx.tenantId} AND h.host_id = ${isUuid(reference) ? reference : null}::uuid
      AND ${inScope(ctx.scope, sql`h.account_id`)} ${lock ? sql`FOR NO KEY UPDATE OF h` : empty}`,
  fromRow: (row: Host) => row,
}

/**
 * SQL: rows of the view `host_license` (alias `l`) of a host that its reader may know of. Licenses of a host belong to
 * the account of the host, so only product lines can hide one.
 */
export function licensesOf(ctx: QueryContext | null, tenantId: Sql, hostId: Sql): Sql {
  const visible = ctx === null ? sql`TRUE` : inCategories(ctx.scope, sql`l.product_line_id`)
  return sql`FROM host_license l WHERE l.tenant_id = ${tenantId} AND l.host_id = ${hostId} AND ${visible}`
}

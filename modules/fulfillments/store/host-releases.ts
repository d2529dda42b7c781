import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { visibleFulfillment } from '../resources.ts'

/** Releases that are remembered for an account; older ones cannot count in any period that can be set. */
const REMEMBERED_MAX = 10_000

/** Instants of the releases of an account, newest first. */
export async function releasesOf(ctx: QueryContext, accountId: string): Promise<readonly Temporal.Instant[]> {
  const [row] = await ctx.tx.rows<{
    released: readonly string[]
  }>(sql`SELECT to_jsonb(released_at) AS released
    FROM host_release_book WHERE tenant_id = ${ctx.tenantId} AND account_id = ${accountId}`)
  return (row?.released ?? []).map((at) => Temporal.Instant.from(at))
}

/** The same under the lock that lets releases of an account happen one after another. Take it before all other locks. */
export async function lockReleases(
  ctx: QueryContext,
  accountId: string,
): Promise<readonly Temporal.Instant[]> {
  const row = await ctx.tx.one<{ released: readonly string[] }>(sql`
    INSERT INTO host_release_book AS b (tenant_id, account_id) VALUES (${ctx.tenantId}, ${accountId})
    ON CONFLICT (tenant_id, account_id) DO UPDATE SET released_at = b.released_at
    RETURNING to_jsonb(b.released_at) AS released`)
  return row.released.map((at) => Temporal.Instant.from(at))
}

/** Remembers a release; the lock is held. */
export async function noteRelease(ctx: QueryContext, accountId: string): Promise<void> {
  const touched = await ctx.tx.run(sql`UPDATE host_release_book
    SET released_at = (ARRAY[${ctx.now.toString()}::timestamptz] || released_at)[1:${REMEMBERED_MAX}]
    WHERE tenant_id = ${ctx.tenantId} AND account_id = ${accountId}`)
  if (touched !== 1) throw new NotFound('account', accountId)
}

/** A license on a host, as a release speaks of it. */
export interface LicenseOnHost {
  readonly id: string
  readonly fulfillmentCode: string
  readonly lineItemId: string
  readonly activationId: string
  readonly products: string
  readonly version: string
  readonly copies: number
  readonly overdraft: number
  readonly supportAction: string
  readonly hosts: readonly string[]
}

/** Active licenses on a host that the caller may see, oldest first: where it serves, and where it is a node. */
export function activeLicensesOn(
  ctx: QueryContext,
  hostId: string,
  limit: number,
): Promise<readonly LicenseOnHost[]> {
  return ctx.tx
    .rows<LicenseOnHost>(sql`SELECT f.fulfillment_id AS id, f.fulfillment_code AS "fulfillmentCode",
      f.line_item_id AS "lineItemId", f.activation_id AS "activationId", f.products_label AS products,
      f.versions_label AS version, f.copies, f.overdraft, f.support_action AS "supportAction",
      f.server_texts || f.node_texts AS hosts
    FROM fulfillment f
    WHERE f.tenant_id = ${ctx.tenantId} AND f.state = 'active'
      AND (f.server_host_id = ${hostId} OR f.fulfillment_id IN (SELECT n.fulfillment_id FROM fulfillment_node n
        WHERE n.tenant_id = ${ctx.tenantId} AND n.host_id = ${hostId}))
      AND ${visibleFulfillment(ctx)}
    ORDER BY f.fulfilled_at, f.fulfillment_id LIMIT ${limit}`)
}

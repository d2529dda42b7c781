import { takeCopiesPart, type CopiesTaken } from '@tallystick/entitlements/services.ts'
import { rememberHostsPart, type HostRecord } from '@tallystick/hosts/services.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'

/** A new fulfillment as it is written. Hosts are named by their keys and joined to rows while writing. */
export interface NewFulfillment {
  readonly id: string
  readonly fulfillmentCode: string
  readonly lineItemId: string
  readonly activationId: string
  readonly entitlementId: string
  readonly entitlementCode: string
  readonly accountId: string | null
  readonly soldToLabel: string
  readonly productsLabel: string
  readonly versionsLabel: string
  readonly productLineId: string | null
  readonly licenseKind: string
  readonly copies: number
  readonly overdraft: number
  readonly serverKey: string | null
  readonly serverTexts: readonly string[]
  readonly nodeKeys: readonly string[]
  readonly nodeTexts: readonly string[]
  readonly startsOn: string
  readonly expiresOn: string | null
  readonly versionDate: string | null
  readonly attributes: Readonly<Record<string, unknown>>
  readonly shipToEmail: string
  readonly shipToAddress: string
  readonly licenseText: string
  readonly signingKeyId: string
}

/**
 * Writes an activation in one statement: takes the copies, remembers the hosts, inserts the fulfillments
 * and their node hosts. One round trip, and nothing of it without the rest.
 *
 * Relies on the line items' locks, held since their facts were read; the conditional update and its CHECK
 * are the second and third fence. Throws InvariantError when a line item was not touched: the rule, which
 * saw the same figures under the lock, would have been wrong.
 */
export async function writeActivation(
  ctx: QueryContext,
  takes: readonly CopiesTaken[],
  hosts: readonly HostRecord[],
  fulfillments: readonly NewFulfillment[],
): Promise<void> {
  const rows = fulfillments.map((one) => ({
    ...one,
    serverLabel: one.serverTexts.join(' '),
    nodeLabel: one.nodeTexts.join(' '),
  }))
  const written = await ctx.tx.one<{ taken: number; inserted: number }>(sql`WITH
    taken AS (${takeCopiesPart(takes, ctx.tenantId)}),
    remembered AS (${rememberHostsPart(ctx.tenantId, hosts)}),
    record AS (
      SELECT r.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
        id uuid, "fulfillmentCode" text, "lineItemId" uuid, "activationId" text, "entitlementId" uuid,
        "entitlementCode" text, "accountId" uuid, "soldToLabel" text, "productsLabel" text, "versionsLabel" text,
        "productLineId" uuid, "licenseKind" text, copies integer, overdraft integer, "serverKey" text,
        "serverTexts" text[], "nodeKeys" text[], "nodeTexts" text[], "serverLabel" text, "nodeLabel" text,
        "startsOn" date, "expiresOn" date, "versionDate" date, attributes jsonb, "shipToEmail" text,
        "shipToAddress" text, "licenseText" text, "signingKeyId" text)),
    inserted AS (
      INSERT INTO fulfillment (tenant_id, fulfillment_id, fulfillment_code, line_item_id, activation_id,
        entitlement_id, entitlement_code, account_id, sold_to_label, products_label, versions_label,
        product_line_id, license_kind, copies, overdraft, server_host_id, server_texts, node_texts, server_label,
        node_label, starts_on, expires_on, version_date, attributes, ship_to_email, ship_to_address,
        license_text, signing_key_id, fulfilled_by, fulfilled_at)
      SELECT ${ctx.tenantId}, r.id, r."fulfillmentCode", r."lineItemId", r."activationId", r."entitlementId",
        r."entitlementCode", r."accountId", r."soldToLabel", r."productsLabel", r."versionsLabel",
        r."productLineId", r."licenseKind", r.copies, r.overdraft,
        (SELECT h.host_id FROM remembered h WHERE h.host_key = r."serverKey" AND h.account_id = r."accountId"),
        r."serverTexts", r."nodeTexts", r."serverLabel", r."nodeLabel", r."startsOn", r."expiresOn",
        r."versionDate", r.attributes, r."shipToEmail", r."shipToAddress", r."licenseText", r."signingKeyId",
        ${ctx.principal.actorName}, ${ctx.now.toString()}
      FROM record r
      RETURNING fulfillment_id),
    nodes AS (
      INSERT INTO fulfillment_node (tenant_id, fulfillment_id, host_id, position)
      SELECT ${ctx.tenantId}, r.id, h.host_id, k.position
      FROM record r
      CROSS JOIN LATERAL unnest(r."nodeKeys") WITH ORDINALITY AS k(host_key, position)
      JOIN remembered h ON h.host_key = k.host_key AND h.account_id = r."accountId")
    SELECT (SELECT count(*)::integer FROM taken) AS taken, (SELECT count(*)::integer FROM inserted) AS inserted`)
  invariant(
    written.taken === takes.length,
    'Copies were taken under the lock, so every line item is touched.',
  )
  invariant(written.inserted === fulfillments.length, 'Every planned fulfillment is written.')
}

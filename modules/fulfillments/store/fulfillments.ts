import { changeCopiesPart, changedLineItems, type CopiesChange } from '@tallystick/entitlements/services.ts'
import { rememberHostsPart, type HostRecord } from '@tallystick/hosts/services.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { empty, type Sql } from 'sql-template-tag'
import type { LicenseState, SupportAction } from '../model.ts'
import {
  consolidatedParts,
  endedConsolidatedPart,
  type NewConsolidatedLicense,
} from './consolidated-licenses.ts'

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
  readonly technology: string
  readonly licenseKind: string
  /** `master` for what is good now; emergency and stop-gap licenses say so from the beginning. */
  readonly supportAction: SupportAction
  /** `on-hold` while its license text is not there yet. */
  readonly state: Exclude<LicenseState, 'obsolete'>
  /** The record that this one replaces, or beside which it was issued; null for a first one. */
  readonly parentId: string | null
  /** Key of the first record of the chain that this one continues; its own key when it begins one. */
  readonly chainId: string
  /** Whether its copies are among those taken of the line item; emergency and stop-gap licenses take none. */
  readonly takesCopies: boolean
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
  /** Null while it is on hold. */
  readonly licenseText: string | null
  readonly signingKeyId: string | null
}

/** A record that ends: it becomes obsolete and is labelled with what became of it. LIFE-02 to LIFE-05. */
interface ClosedFulfillment {
  readonly id: string
  readonly as: SupportAction
  /** Copies that stay used although nobody has them: of a return under a policy that does not give them back. */
  readonly copiesKept: number
  readonly overdraftKept: number
}

/** Copies of a record that ends, in the record that took them. ACT-06. */
export interface CopiesFromSource {
  readonly sourceId: string
  readonly fulfillmentId: string
  readonly copies: number
}

/** Everything that one command writes about fulfillments. */
export interface RecordChanges {
  readonly copies: readonly CopiesChange[]
  readonly hosts: readonly HostRecord[]
  readonly closes: readonly ClosedFulfillment[]
  readonly opens: readonly NewFulfillment[]
  /** What begins with copies of records of other line items, from each of them. */
  readonly sources?: readonly CopiesFromSource[]
  /** Files that join several of what begins. */
  readonly consolidates?: readonly NewConsolidatedLicense[]
}

/**
 * Writes fulfillments in one statement: changes the copies of the line items, remembers the hosts, closes what ends,
 * inserts what begins with its node hosts; consolidated licenses of what ends become inactive. One round trip, and
 * nothing of it without the rest.
 *
 * Relies on the line items' locks, held since their facts were read: whoever changes a fulfillment holds the lock of
 * its line item. The conditional updates and the constraints (`line_item__copies_within_limit`,
 * `fulfillment__one_head`) are the second and third fence. Throws InvariantError when one of them holds: the rule,
 * which saw the same figures under the lock, would have been wrong.
 */
export async function writeRecords(ctx: QueryContext, changes: RecordChanges): Promise<void> {
  const { copies, hosts, closes, opens, sources = [], consolidates = [] } = changes
  const rows = opens.map((one) => ({
    ...one,
    serverLabel: one.serverTexts.join(' '),
    nodeLabel: one.nodeTexts.join(' '),
  }))
  const written = await ctx.tx.one<{ changed: number; closed: number; inserted: number }>(sql`WITH
    changed AS (${changeCopiesPart(copies, ctx.tenantId)}),
    remembered AS (${rememberHostsPart(ctx.tenantId, hosts)}),
    closed AS (
      UPDATE fulfillment f SET state = 'obsolete', support_action = c."as", copies_taken = c."copiesKept",
        overdraft_taken = c."overdraftKept", closed_at = ${ctx.now.toString()}, closed_by = ${ctx.principal.actorName},
        updated_at = ${ctx.now.toString()}, row_version = f.row_version + 1
      FROM jsonb_to_recordset(${JSON.stringify(closes)}::jsonb) AS c(id uuid, "as" text, "copiesKept" integer, "overdraftKept" integer)
      WHERE f.tenant_id = ${ctx.tenantId} AND f.fulfillment_id = c.id AND f.state <> 'obsolete'
      RETURNING f.fulfillment_id),
    record AS (
      SELECT r.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
        id uuid, "fulfillmentCode" text, "lineItemId" uuid, "activationId" text, "entitlementId" uuid,
        "entitlementCode" text, "accountId" uuid, "soldToLabel" text, "productsLabel" text, "versionsLabel" text,
        "productLineId" uuid, technology text, "licenseKind" text, "supportAction" text, state text, "parentId" uuid,
        "chainId" uuid, "takesCopies" boolean, copies integer, overdraft integer, "serverKey" text,
        "serverTexts" text[], "nodeKeys" text[], "nodeTexts" text[], "serverLabel" text, "nodeLabel" text,
        "startsOn" date, "expiresOn" date, "versionDate" date, attributes jsonb, "shipToEmail" text,
        "shipToAddress" text, "licenseText" text, "signingKeyId" text)),
    inserted AS (
      INSERT INTO fulfillment (tenant_id, fulfillment_id, fulfillment_code, line_item_id, activation_id,
        entitlement_id, entitlement_code, account_id, sold_to_label, products_label, versions_label,
        product_line_id, technology, license_kind, support_action, state, parent_fulfillment_id, chain_id,
        copies_taken, overdraft_taken, copies, overdraft, server_host_id, server_texts, node_texts, server_label,
        node_label, starts_on, expires_on, version_date, attributes, ship_to_email, ship_to_address,
        license_text, signing_key_id, fulfilled_by, fulfilled_at)
      SELECT ${ctx.tenantId}, r.id, r."fulfillmentCode", r."lineItemId", r."activationId", r."entitlementId",
        r."entitlementCode", r."accountId", r."soldToLabel", r."productsLabel", r."versionsLabel",
        r."productLineId", r.technology, r."licenseKind", r."supportAction", r.state, r."parentId", r."chainId",
        CASE WHEN r."takesCopies" THEN r.copies ELSE 0 END, CASE WHEN r."takesCopies" THEN r.overdraft ELSE 0 END,
        r.copies, r.overdraft,
        (SELECT h.host_id FROM remembered h WHERE h.host_key = r."serverKey" AND h.account_id = r."accountId"),
        r."serverTexts", r."nodeTexts", r."serverLabel", r."nodeLabel", r."startsOn", r."expiresOn",
        r."versionDate", r.attributes, r."shipToEmail", r."shipToAddress", r."licenseText", r."signingKeyId",
        ${ctx.principal.actorName}, ${ctx.now.toString()}
      -- The join lets a record end before the one that takes its place at the head of the chain begins.
      FROM record r LEFT JOIN closed ON closed.fulfillment_id = r."parentId"
      RETURNING fulfillment_id),
    nodes AS (
      INSERT INTO fulfillment_node (tenant_id, fulfillment_id, host_id, position)
      SELECT ${ctx.tenantId}, r.id, h.host_id, k.position
      FROM record r
      CROSS JOIN LATERAL unnest(r."nodeKeys") WITH ORDINALITY AS k(host_key, position)
      JOIN remembered h ON h.host_key = k.host_key AND h.account_id = r."accountId")
    ${sourcesPart(ctx, sources)}${endedConsolidatedPart(ctx, closes)}${consolidates.length > 0 ? sql`, ${consolidatedParts(ctx, consolidates)}` : empty}
    SELECT (SELECT count(*)::integer FROM changed) AS changed,
      (SELECT count(*)::integer FROM closed) AS closed, (SELECT count(*)::integer FROM inserted) AS inserted`)
  invariant(written.changed === changedLineItems(copies), 'Copies change within their limits.')
  invariant(written.closed === closes.length, 'Every record that ends was alive.')
  invariant(written.inserted === opens.length, 'Every planned fulfillment is written.')
}

function sourcesPart(ctx: QueryContext, sources: readonly CopiesFromSource[]): Sql {
  if (sources.length === 0) return empty
  return sql`, source AS (
      INSERT INTO fulfillment_source (tenant_id, fulfillment_id, source_fulfillment_id, copies)
      SELECT ${ctx.tenantId}, s."fulfillmentId", s."sourceId", s.copies
      FROM jsonb_to_recordset(${JSON.stringify(sources)}::jsonb)
        AS s("fulfillmentId" uuid, "sourceId" uuid, copies integer))`
}

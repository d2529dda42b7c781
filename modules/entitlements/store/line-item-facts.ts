import { accountCodeOf, accountNameFor } from '@tallystick/accounts/services.ts'
import { licenseModelJson, productJson, type LicenseModelFacts } from '@tallystick/catalog/services.ts'
import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { empty, join, raw, type Sql } from 'sql-template-tag'
import type { EntitlementKind, RecordState } from '../model.ts'
import type { GoodsState } from '../rules/sale-facts.ts'
import { withSources, type ChainLink } from '../rules/copies-ledger.ts'
import {
  countsOf,
  lineItemColumns,
  lineItemFromRow,
  type LineItemRecord,
  type LineItemRow,
} from './records.ts'
import { visibleLineItem } from './visibility.ts'

/** A product of a line item with all its features: bundles and members of suites are flattened into them. */
interface LineItemProduct {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly label: string
  readonly kind: 'product' | 'suite' | 'maintenance'
  readonly state: GoodsState
  readonly productLineId: string | null
  /** Multiplies the counts of its features; at least 1. */
  readonly quantity: number
  readonly features: readonly {
    readonly name: string
    /** Null for a date-based feature. */
    readonly version: string | null
    readonly versionFormat: 'fixed' | 'date-based'
    readonly count: number
    readonly overrides: Readonly<Record<string, unknown>>
  }[]
  /** One package line instead of a line per feature; null for a plain product. */
  readonly package: { readonly name: string; readonly version: string | null } | null
}

/** Everything that decides an activation, besides the request. */
export interface LineItemFacts {
  readonly lineItem: LineItemRecord
  readonly entitlement: {
    readonly id: string
    readonly code: string
    readonly state: RecordState
    readonly kind: EntitlementKind
    readonly shipToEmail: string
    readonly shipToAddress: string
  }
  /** Null while nobody is known. `label` is `ID (name)`. */
  readonly soldTo: {
    readonly id: string
    readonly code: string
    readonly name: string
    readonly label: string
  } | null
  /** Name of the partner nearest to the end customer; null for a direct sale. */
  readonly channelPartner: string | null
  readonly products: readonly LineItemProduct[]
  /** The license model as the catalog gives it (`licenseModelJson`); null for maintenance. */
  readonly licenseModel: LicenseModelFacts | null
  /**
   * The line item and, when it replaces another one, its parent, the parent of that, and so on, with their figures;
   * `copiesToBring` is exact while the locks are held.
   */
  readonly chain: readonly ChainLink[]
}

/** Line items named by keys or activation IDs; also by a subquery that gives keys. */
export type LineItemReferences =
  | readonly string[]
  | { readonly keysFrom: Sql; readonly named: readonly string[] }

/**
 * Finds line items by key or activation ID, locks them in the order of their keys, and reads all that an
 * activation has to know of them: one statement. Throws NotFound for the first reference that the caller's
 * scope does not show. The answer is in the order of the references, each line item once; with a subquery they come
 * in the order of their keys, without those of the subquery that the scope does not show.
 *
 * Line items that the named ones replace are locked along with them, whether the caller sees them or not. Only
 * line items are locked. That is enough for the states: whoever changes an entitlement's state changes
 * its line items too.
 */
export function lockForActivation(
  ctx: QueryContext,
  references: LineItemReferences,
): Promise<LineItemFacts[]> {
  return read(ctx, references, true)
}

/**
 * The same, together with other single values that the caller needs (settings, the signing key), each a scalar
 * subquery by name, so that all facts of an activation cost one round trip.
 */
export async function lockForActivationWith(
  ctx: QueryContext,
  references: LineItemReferences,
  alongside: Readonly<Record<string, Sql>>,
): Promise<{
  readonly facts: readonly LineItemFacts[]
  readonly alongside: Readonly<Record<string, unknown>>
}> {
  const rows = await select(ctx, references, true, alongside)
  return { facts: inOrder(rows, references), alongside: rows[0]?.alongside ?? {} }
}

/** The same facts without the lock: for asking what an activation would need, before it is tried. */
export function lineItemFacts(ctx: QueryContext, references: LineItemReferences): Promise<LineItemFacts[]> {
  return read(ctx, references, false)
}

type FactsRow = LineItemRow & {
  readonly entitlement: LineItemFacts['entitlement']
  readonly soldTo: Omit<NonNullable<LineItemFacts['soldTo']>, 'label'> | null
  readonly goods: readonly LineItemProduct[]
  readonly channelPartner: string | null
  readonly licenseModel: LicenseModelFacts | null
  readonly alongside?: Readonly<Record<string, unknown>>
  /** False for a line item that is here only because a named one replaces it. */
  readonly isVisible: boolean
}

async function read(
  ctx: QueryContext,
  references: LineItemReferences,
  lock: boolean,
): Promise<LineItemFacts[]> {
  if (!('keysFrom' in references) && references.length === 0) return []
  return inOrder(await select(ctx, references, lock, {}), references)
}

function select(
  ctx: QueryContext,
  references: LineItemReferences,
  lock: boolean,
  alongside: Readonly<Record<string, Sql>>,
): Promise<FactsRow[]> {
  return ctx.tx.rows<FactsRow>(sql`SELECT ${lineItemColumns}${alongsideColumn(alongside)},
      ${visibleLineItem(ctx.scope, 'li')} AS "isVisible",
      jsonb_build_object('id', e.entitlement_id, 'code', e.entitlement_code, 'state', e.state, 'kind', e.kind,
        'shipToEmail', e.ship_to_email, 'shipToAddress', e.ship_to_address) AS "entitlement",
      ${soldToJson} AS "soldTo", ${channelPartnerName} AS "channelPartner",
      (SELECT coalesce(jsonb_agg(${productJson(sql`lp.tenant_id`, sql`lp.product_id`)}
          || jsonb_build_object('quantity', lp.quantity) ORDER BY lp.product_id), '[]')
        FROM line_item_product lp
        WHERE lp.tenant_id = li.tenant_id AND lp.line_item_id = li.line_item_id) AS "goods",
      ${licenseModelJson(sql`li.tenant_id`, sql`li.license_model_id`)} AS "licenseModel"
    FROM line_item li
    JOIN entitlement e ON e.tenant_id = li.tenant_id AND e.entitlement_id = li.entitlement_id
    WHERE li.tenant_id = ${ctx.tenantId} AND li.line_item_id = ANY(ARRAY(${chainKeys(ctx, references)}))
    ORDER BY li.line_item_id ${lock ? sql`FOR NO KEY UPDATE OF li` : empty}`)
}

/**
 * Keys of the line items that are named, and of all that they replace. A parent is settled when a line item is
 * created and never changes, so this may be read before the locks are held.
 */
function chainKeys(ctx: QueryContext, references: LineItemReferences): Sql {
  const names = 'keysFrom' in references ? references.named : references
  const byName = sql`(w.line_item_id = ANY(${names.filter(isUuid)}::uuid[])
    OR w.activation_id_lower = ANY(${names.map((one) => one.toLowerCase())}::text[]))`
  const byKey = 'keysFrom' in references ? sql`w.line_item_id = ANY(ARRAY(${references.keysFrom}))` : null
  const named = byKey === null ? byName : names.length === 0 ? byKey : sql`(${byKey} OR ${byName})`
  return sql`WITH RECURSIVE chain AS (
      SELECT w.line_item_id, w.parent_line_item_id FROM line_item w
      WHERE w.tenant_id = ${ctx.tenantId} AND ${named} AND ${visibleLineItem(ctx.scope, 'w')}
      UNION
      SELECT p.line_item_id, p.parent_line_item_id
      FROM chain c JOIN line_item p ON p.tenant_id = ${ctx.tenantId} AND p.line_item_id = c.parent_line_item_id)
    SELECT line_item_id FROM chain`
}

function alongsideColumn(alongside: Readonly<Record<string, Sql>>): Sql {
  const entries = Object.entries(alongside)
  if (entries.length === 0) return empty
  const pairs = join(entries.map(([name, value]) => sql`${raw(`'${name}'`)}, ${value}`))
  return sql`, jsonb_build_object(${pairs}) AS "alongside"`
}

const soldToJson = sql`CASE WHEN li.sold_to_account_id IS NOT NULL THEN jsonb_build_object(
    'id', li.sold_to_account_id,
    'code', ${accountCodeOf(sql`li.tenant_id`, sql`li.sold_to_account_id`)},
    'name', ${accountNameFor({ all: true }, sql`li.tenant_id`, sql`li.sold_to_account_id`)}) END`

const channelPartnerName = sql`(SELECT ${accountNameFor({ all: true }, sql`p.tenant_id`, sql`p.account_id`)}
  FROM entitlement_party p WHERE p.tenant_id = li.tenant_id AND p.entitlement_id = li.entitlement_id AND p.tier <> 'end-customer'
  ORDER BY p.tier = 'reseller' DESC LIMIT 1)`

function factsFromRow(row: FactsRow, chain: readonly ChainLink[]): LineItemFacts {
  const { entitlement, soldTo, goods, licenseModel, channelPartner, ...rest } = row
  const { alongside: _alongside, isVisible: _isVisible, ...lineItem } = rest
  return {
    lineItem: { ...lineItemFromRow(lineItem), ...chain[0]?.counts },
    entitlement,
    soldTo: soldTo && { ...soldTo, label: `${soldTo.code} (${soldTo.name})` },
    channelPartner,
    products: goods,
    licenseModel,
    chain,
  }
}

/** From a line item back through all that it replaces. */
function chainOf(row: FactsRow, byKey: ReadonlyMap<string, FactsRow>): readonly ChainLink[] {
  const links: ChainLink[] = []
  for (let at: FactsRow | undefined = row; at; at = byKey.get(at.parentLineItemId ?? '')) {
    links.push({ id: at.id, counts: countsOf(at) })
  }
  return withSources(links)
}

function inOrder(rows: readonly FactsRow[], references: LineItemReferences): LineItemFacts[] {
  const byKey = new Map(rows.map((row) => [row.id, row]))
  const visible = rows.filter(({ isVisible }) => isVisible)
  const names = 'keysFrom' in references ? references.named : references
  const byName = names.map((reference) => named(visible, reference))
  const found = 'keysFrom' in references ? visible : byName
  return [...new Set(found)].map((row) => factsFromRow(row, chainOf(row, byKey)))
}

function named(rows: readonly FactsRow[], reference: string): FactsRow {
  const wanted = reference.toLowerCase()
  const one = rows.find(({ id, activationId }) => id === wanted || activationId.toLowerCase() === wanted)
  if (!one) throw new NotFound('line item', reference)
  return one
}

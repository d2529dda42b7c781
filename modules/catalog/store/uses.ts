import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { join, type Sql } from 'sql-template-tag'
import type { GoodsKind, Use } from '../model.ts'
import { productLabel } from './flattened.ts'

/** Users of one record that are named at most; there may be thousands of line items. */
const USES_MAX = 100

interface UseRow {
  readonly kind: Use['kind']
  readonly id: string
  readonly label: string
  readonly state: string
  readonly blocks: boolean
}

/**
 * What refers to the goods: at most 100, those in the catalog before line items. Line items are seen through
 * the read view `sold_goods` of the entitlements.
 */
export async function usesOf(ctx: QueryContext, kind: GoodsKind, id: string): Promise<readonly Use[]> {
  const { tenantId } = ctx
  return ctx.tx
    .rows<UseRow>(sql`SELECT * FROM (${join(statements[kind](tenantId, id), ' UNION ALL ')}) AS found
    ORDER BY place, label, id LIMIT ${USES_MAX}`)
    .then((rows) => rows.map(useOf))
}

function useOf({ kind, id, label, state, blocks }: UseRow): Use {
  return { kind, id, label, state, blocks }
}

const statements: Readonly<Record<GoodsKind, (tenantId: string, id: string) => Sql[]>> = {
  feature: (tenantId, id) => [
    sql`SELECT 1 AS place, 'feature-bundle' AS kind, b.feature_bundle_id AS id, b.name AS label, b.state,
        true AS blocks
      FROM feature_bundle_feature bf JOIN feature_bundle b USING (tenant_id, feature_bundle_id)
      WHERE bf.tenant_id = ${tenantId} AND bf.feature_id = ${id}`,
    sql`SELECT 2, 'product', p.product_id, ${productLabel(sql`p`)}, p.state, true
      FROM product_feature pf JOIN product p USING (tenant_id, product_id)
      WHERE pf.tenant_id = ${tenantId} AND pf.feature_id = ${id}`,
  ],
  'feature-bundle': (tenantId, id) => [
    sql`SELECT 1 AS place, 'product' AS kind, p.product_id AS id, ${productLabel(sql`p`)} AS label, p.state,
        true AS blocks
      FROM product_bundle pb JOIN product p USING (tenant_id, product_id)
      WHERE pb.tenant_id = ${tenantId} AND pb.feature_bundle_id = ${id}`,
  ],
  'license-model': (tenantId, id) => [
    sql`SELECT 1 AS place, 'product' AS kind, p.product_id AS id, ${productLabel(sql`p`)} AS label, p.state,
        true AS blocks
      FROM product_license_model pm JOIN product p USING (tenant_id, product_id)
      WHERE pm.tenant_id = ${tenantId} AND pm.license_model_id = ${id}`,
    sql`SELECT 2, 'part-number', n.part_number_id, n.code, 'mapped', true FROM part_number n
      WHERE n.tenant_id = ${tenantId} AND n.license_model_id = ${id}`,
    sold(tenantId, 'license-model', id),
  ],
  // A product's own part numbers do not keep it from being a draft: they may change at any time.
  product: (tenantId, id) => [
    sql`SELECT 1 AS place, 'product' AS kind, s.product_id AS id, ${productLabel(sql`s`)} AS label, s.state,
        true AS blocks
      FROM suite_product sp JOIN product s ON s.tenant_id = sp.tenant_id AND s.product_id = sp.suite_id
      WHERE sp.tenant_id = ${tenantId} AND sp.product_id = ${id}`,
    sql`SELECT 2, 'part-number', n.part_number_id, n.code, 'mapped', false FROM part_number n
      WHERE n.tenant_id = ${tenantId} AND n.product_id = ${id}`,
    sold(tenantId, 'product', id),
  ],
}

function sold(tenantId: string, kind: 'product' | 'license-model', id: string): Sql {
  return sql`(SELECT 9, 'line-item', g.line_item_id, g.activation_id, g.state, true FROM sold_goods g
    WHERE g.tenant_id = ${tenantId} AND g.goods_kind = ${kind} AND g.goods_id = ${id} LIMIT ${USES_MAX})`
}

/** Activation IDs of line items that name a part number or are in a product line, at most 5. */
export async function soldWith(
  ctx: QueryContext,
  kind: 'part-number' | 'product-line',
  id: string,
): Promise<string[]> {
  const rows = await ctx.tx.rows<{ activation_id: string }>(sql`SELECT activation_id FROM sold_goods
    WHERE tenant_id = ${ctx.tenantId} AND goods_kind = ${kind} AND goods_id = ${id} LIMIT 5`)
  return rows.map((row) => row.activation_id)
}

import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { inCategories } from '@tallystick/kernel/operation/scope.ts'
import { searchedAttributes } from '@tallystick/settings/services.ts'
import sql, { type Sql } from 'sql-template-tag'
import type { ProductKind } from '../model.ts'
import { listMaintenance, listProducts, listSuites, type ProductList } from './list-products.contract.ts'

const features = sql`FROM product_feature pf JOIN feature f USING (tenant_id, feature_id)
  WHERE pf.tenant_id = p.tenant_id AND pf.product_id = p.product_id`
const models = sql`FROM product_license_model pm JOIN license_model m USING (tenant_id, license_model_id)
  WHERE pm.tenant_id = p.tenant_id AND pm.product_id = p.product_id`
const partNumbers = sql`FROM part_number n WHERE n.tenant_id = p.tenant_id AND n.product_id = p.product_id`
const members = sql`FROM suite_product sp
  JOIN product s ON s.tenant_id = sp.tenant_id AND s.product_id = sp.product_id
  WHERE sp.tenant_id = p.tenant_id AND sp.suite_id = p.product_id`
const line = sql`FROM product_line l
  WHERE l.tenant_id = p.tenant_id AND l.product_line_id = p.product_line_id`

/** A column of several texts from a subquery, searched inside it. */
function texts(text: Sql, from: Sql) {
  return {
    value: sql`(SELECT coalesce(array_agg(${text} ORDER BY ${text}), '{}') ${from})`,
    filter: (_condition: unknown, compare: (left: Sql) => Sql) =>
      sql`EXISTS (SELECT 1 ${from} AND ${compare(text)})`,
  }
}

function bound(contract: ProductList, kind: ProductKind | null): Operation {
  return implementList(
    bindList(contract, {
      base: sql`product AS p`,
      alias: 'p',
      id: sql`p.product_id`,
      where: (ctx) => sql`p.tenant_id = ${ctx.tenantId} AND ${inCategories(ctx.scope, sql`p.product_line_id`)}
        AND (${kind}::text IS NULL OR p.kind = ${kind}::text)`,
      attributes: (ctx) => searchedAttributes(ctx, sql`'product'`, sql`p.custom_attributes`),
      columns: {
        name: { value: sql`p.name` },
        version: { value: sql`p.version` },
        label: { value: sql`rtrim(p.name || ' ' || p.version)` },
        kind: { value: sql`p.kind` },
        state: { value: sql`p.state` },
        productLine: {
          value: sql`(SELECT l.name ${line})`,
          filter: (_condition, compare) => sql`EXISTS (SELECT 1 ${line} AND ${compare(sql`l.name`)})`,
        },
        partNumbers: texts(sql`n.code`, partNumbers),
        licenseModels: texts(sql`m.name`, models),
        features: texts(sql`rtrim(f.name || ' ' || f.version)`, features),
        products: texts(sql`rtrim(s.name || ' ' || s.version)`, members),
        description: { value: sql`p.description` },
        isPackage: { value: sql`p.is_package` },
        allowsUpgrades: { value: sql`p.allows_upgrades` },
        allowsUpsells: { value: sql`p.allows_upsells` },
        allowsRenewals: { value: sql`p.allows_renewals` },
        createdAt: { value: sql`p.created_at`, sortType: 'timestamptz' },
        updatedAt: { value: sql`p.updated_at`, sortType: 'timestamptz' },
      },
      extras: { productLineId: sql`p.product_line_id` },
    }),
  )
}

/** The three lists of products. */
const operations: readonly Operation[] = [
  bound(listProducts, null),
  bound(listSuites, 'suite'),
  bound(listMaintenance, 'maintenance'),
]

export default operations

import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import type { CatalogState, RelationKind } from '../model.ts'
import type { Edge } from '../rules/relations.ts'
import { productLabel } from './flattened.ts'

/** A relation seen from one product. */
export interface RelationOfProduct {
  readonly kind: RelationKind
  /** `to`: the other product is the target. */
  readonly direction: 'to' | 'from'
  readonly id: string
  readonly ref: string
  readonly label: string
  readonly state: CatalogState
}

/** All relations of a product, in both directions. */
export function relationsOf(ctx: QueryContext, productId: string): Promise<RelationOfProduct[]> {
  return ctx.tx.rows<RelationOfProduct>(sql`SELECT r.kind, r.direction, p.product_id AS id,
      p.name || '@' || p.version AS ref, ${productLabel(sql`p`)} AS label, p.state
    FROM (SELECT kind, 'to' AS direction, to_product_id AS other_id FROM product_relation
        WHERE tenant_id = ${ctx.tenantId} AND from_product_id = ${productId}
      UNION ALL SELECT kind, 'from', from_product_id FROM product_relation
        WHERE tenant_id = ${ctx.tenantId} AND to_product_id = ${productId}) AS r
    JOIN product p ON p.tenant_id = ${ctx.tenantId} AND p.product_id = r.other_id
    ORDER BY r.kind, r.direction, label, id`)
}

/**
 * Locks all versions of one name and reads the upgrades between them.
 *
 * A circle of upgrades runs through versions of one name only, so whoever holds these locks knows every
 * edge that could close one. Ordered by key, like all locks of products.
 */
export async function lockUpgrades(ctx: QueryContext, name: string): Promise<Edge[]> {
  await ctx.tx
    .run(sql`SELECT 1 FROM product WHERE tenant_id = ${ctx.tenantId} AND lower(name) = lower(${name})
    ORDER BY product_id FOR UPDATE`)
  return ctx.tx.rows<Edge>(sql`SELECT r.from_product_id AS "from", r.to_product_id AS "to"
    FROM product_relation r JOIN product p ON p.tenant_id = r.tenant_id AND p.product_id = r.from_product_id
    WHERE r.tenant_id = ${ctx.tenantId} AND r.kind = 'upgrade' AND lower(p.name) = lower(${name})`)
}

/** One relation by its ends. */
export interface RelationKey {
  readonly kind: RelationKind
  readonly fromId: string
  readonly toId: string
}

/** Whether the relation is there. */
export async function relationExists(
  ctx: QueryContext,
  { kind, fromId, toId }: RelationKey,
): Promise<boolean> {
  const row = await ctx.tx.maybe(sql`SELECT 1 FROM product_relation WHERE tenant_id = ${ctx.tenantId}
    AND kind = ${kind} AND from_product_id = ${fromId} AND to_product_id = ${toId}`)
  return row !== null
}

/** Adds a relation. Its primary key ends a race of two equal ones. */
export async function insertRelation(ctx: QueryContext, { kind, fromId, toId }: RelationKey): Promise<void> {
  await ctx.tx.run(sql`INSERT INTO product_relation (tenant_id, kind, from_product_id, to_product_id)
    VALUES (${ctx.tenantId}, ${kind}, ${fromId}, ${toId})`)
}

/** Removes a relation. Tells whether there was one. */
export async function removeRelation(
  ctx: QueryContext,
  { kind, fromId, toId }: RelationKey,
): Promise<boolean> {
  const count = await ctx.tx.run(sql`DELETE FROM product_relation WHERE tenant_id = ${ctx.tenantId}
    AND kind = ${kind} AND from_product_id = ${fromId} AND to_product_id = ${toId}`)
  return count > 0
}

/** The relations of a kind that lead to these products, by their ends. */
export async function stepsTo(
  ctx: QueryContext,
  kind: RelationKind,
  productIds: readonly string[],
): Promise<readonly Pick<RelationKey, 'fromId' | 'toId'>[]> {
  if (productIds.length === 0) return []
  return ctx.tx.rows<Pick<RelationKey, 'fromId' | 'toId'>>(sql`SELECT r.from_product_id AS "fromId",
      r.to_product_id AS "toId"
    FROM product_relation r
    WHERE r.tenant_id = ${ctx.tenantId} AND r.to_product_id = ANY(${[...productIds]}::uuid[]) AND r.kind = ${kind}`)
}

/** A product that one can get to from another one. */
export interface ProductTarget {
  readonly fromId: string
  readonly toId: string
  readonly ref: string
  readonly label: string
  readonly state: CatalogState
}

/** Where relations of a kind lead from these products, in the order of the labels. */
export async function targetsOf(
  ctx: QueryContext,
  kind: RelationKind,
  productIds: readonly string[],
): Promise<readonly ProductTarget[]> {
  if (productIds.length === 0) return []
  return ctx.tx.rows<ProductTarget>(sql`SELECT r.from_product_id AS "fromId", r.to_product_id AS "toId",
      p.name || '@' || p.version AS ref, ${productLabel(sql`p`)} AS label, p.state
    FROM product_relation r JOIN product p ON p.tenant_id = r.tenant_id AND p.product_id = r.to_product_id
    WHERE r.tenant_id = ${ctx.tenantId} AND r.kind = ${kind} AND r.from_product_id = ANY(${[...productIds]}::uuid[])
    ORDER BY label, p.product_id`)
}

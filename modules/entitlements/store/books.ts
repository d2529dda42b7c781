import sql, { type Sql } from 'sql-template-tag'

/**
 * SQL: the counts of line items that are kept by the records of other rooms (`line_item_id, activation_id,
 * copies_taken, overdraft_taken`), in the order of the keys behind `after`. For the auditor, who compares them with the
 * sums of those records within one statement, so that both are of one instant.
 */
export function lineItemBooks(tenantId: string, after: string, limit: number): Sql {
  return sql`SELECT li.line_item_id, li.activation_id, li.copies_taken, li.overdraft_taken FROM line_item li
    WHERE li.tenant_id = ${tenantId} AND li.line_item_id > ${after}::uuid
    ORDER BY li.line_item_id LIMIT ${limit}`
}

/**
 * SQL: copies that left line items for their replacements (`moved`), copies that replacements brought in (`brought`),
 * and the number of line items. What left one came into another, so the first two are equal.
 *
 * What is split off or transferred from a replacing line item brings nothing any more: its copies, all of which were
 * brought before, are its own. They still count among those that came.
 */
export function lineageBooks(tenantId: string): Sql {
  return sql`SELECT count(*)::int AS "lineItems", coalesce(sum(copies_moved), 0)::int8 AS moved,
      coalesce(sum(CASE WHEN change_kind IS NOT NULL THEN coalesce(copies_brought, copies_total) END), 0)::int8 AS brought
    FROM line_item WHERE tenant_id = ${tenantId}`
}

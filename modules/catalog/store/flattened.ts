import sql, { type Sql } from 'sql-template-tag'

/**
 * SQL: the features that one copy of a product brings, as a JSON array ordered by name and version:
 * `[{name, version, versionFormat, count, overrides}]`.
 *
 * Bundles and the products of a suite are multiplied out and the counts of the same feature added up, all
 * in exact numbers. `version` is null for a date-based feature. A correlated subquery over indexes only;
 * `tenant` and `product` may be columns of the outer statement or values.
 */
export function featuresOfProductsJson(tenant: Sql, product: Sql): Sql {
  return sql`(SELECT coalesce(jsonb_agg(jsonb_build_object(
        'name', f.name,
        'version', CASE WHEN f.version_format = 'fixed' THEN f.version END,
        'versionFormat', f.version_format,
        'count', flat.feature_count,
        'overrides', f.overrides) ORDER BY f.name, f.version), '[]'::jsonb)
      FROM (${flattenedFeatures(tenant, product)}) AS flat
      JOIN feature f ON f.tenant_id = ${tenant} AND f.feature_id = flat.feature_id)`
}

/** SQL: rows `feature_id, feature_count` of one copy of a product, see `featuresOfProductsJson`. */
export function flattenedFeatures(tenant: Sql, product: Sql): Sql {
  const members = sql`(SELECT ${product}::uuid AS product_id, 1 AS quantity
      UNION ALL SELECT sp.product_id, sp.quantity FROM suite_product sp
      WHERE sp.tenant_id = ${tenant} AND sp.suite_id = ${product})`
  return sql`SELECT part.feature_id, sum(part.feature_count) AS feature_count FROM (
      SELECT pf.feature_id, member.quantity::numeric * pf.feature_count AS feature_count
      FROM ${members} AS member
      JOIN product_feature pf ON pf.tenant_id = ${tenant} AND pf.product_id = member.product_id
      UNION ALL
      SELECT bf.feature_id, member.quantity::numeric * pb.bundle_count * bf.feature_count
      FROM ${members} AS member
      JOIN product_bundle pb ON pb.tenant_id = ${tenant} AND pb.product_id = member.product_id
      JOIN feature_bundle_feature bf
        ON bf.tenant_id = ${tenant} AND bf.feature_bundle_id = pb.feature_bundle_id
    ) AS part GROUP BY part.feature_id`
}

/**
 * SQL: all that a license needs of a product or suite, as JSON:
 * `{id, name, version, label, kind, state, productLineId, features, package}`; `package` is null for a plain
 * product, else `{name, version}` with a null version when it is the version date.
 */
export function productJson(tenant: Sql, product: Sql): Sql {
  return sql`(SELECT jsonb_build_object(
        'id', p.product_id, 'name', p.name, 'version', p.version, 'label', ${productLabel(sql`p`)},
        'kind', p.kind, 'state', p.state, 'productLineId', p.product_line_id,
        'features', ${featuresOfProductsJson(sql`p.tenant_id`, sql`p.product_id`)},
        'package', CASE WHEN p.is_package THEN
          jsonb_build_object('name', p.package_name, 'version', nullif(p.package_version, '')) END)
      FROM product p WHERE p.tenant_id = ${tenant} AND p.product_id = ${product})`
}

/** SQL: `Name Version` of the product row with the given alias. */
export function productLabel(alias: Sql): Sql {
  return sql`rtrim(${alias}.name || ' ' || ${alias}.version)`
}

/**
 * SQL: a license model as JSON: `{id, name, state, kind, technology, attributes, policies, expiration, serverHostTypes,
 * nodeHostTypes}`. The host types repeat the policy; null permits all types. Null for a null key.
 */
export function licenseModelJson(tenant: Sql, licenseModel: Sql): Sql {
  return sql`(SELECT jsonb_build_object(
        'id', m.license_model_id, 'name', m.name, 'state', m.state, 'kind', m.kind, 'technology', m.technology,
        'attributes', m.attributes, 'policies', m.policies, 'expiration', m.expiration,
        'serverHostTypes', m.policies -> 'serverHostTypes', 'nodeHostTypes', m.policies -> 'nodeHostTypes')
      FROM license_model m WHERE m.tenant_id = ${tenant} AND m.license_model_id = ${licenseModel})`
}

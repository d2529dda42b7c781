import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { listFeatureBundles } from './list-feature-bundles.contract.ts'

const label = sql`rtrim(f.name || ' ' || f.version)`
const features = sql`FROM feature_bundle_feature bf JOIN feature f USING (tenant_id, feature_id)
  WHERE bf.tenant_id = b.tenant_id AND bf.feature_bundle_id = b.feature_bundle_id`

export default implementList(
  bindList(listFeatureBundles, {
    base: sql`feature_bundle AS b`,
    alias: 'b',
    id: sql`b.feature_bundle_id`,
    where: (ctx) => sql`b.tenant_id = ${ctx.tenantId}`,
    columns: {
      name: { value: sql`b.name` },
      state: { value: sql`b.state` },
      features: {
        value: sql`(SELECT coalesce(array_agg(${label} ORDER BY ${label}), '{}') ${features})`,
        filter: (_condition, compare) => sql`EXISTS (SELECT 1 ${features} AND ${compare(label)})`,
      },
      description: { value: sql`b.description` },
      usedIn: {
        value: sql`(SELECT count(*) FROM product_bundle pb
          WHERE pb.tenant_id = b.tenant_id AND pb.feature_bundle_id = b.feature_bundle_id)`,
      },
      createdAt: { value: sql`b.created_at`, sortType: 'timestamptz' },
      updatedAt: { value: sql`b.updated_at`, sortType: 'timestamptz' },
    },
  }),
)

import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import { searchedAttributes } from '@tallystick/settings/services.ts'
import sql from 'sql-template-tag'
import { listFeatures } from './list-features.contract.ts'

export default implementList(
  bindList(listFeatures, {
    base: sql`feature AS f`,
    alias: 'f',
    id: sql`f.feature_id`,
    where: (ctx) => sql`f.tenant_id = ${ctx.tenantId}`,
    attributes: (ctx) => searchedAttributes(ctx, sql`'feature'`, sql`f.custom_attributes`),
    columns: {
      name: { value: sql`f.name` },
      version: { value: sql`f.version` },
      label: { value: sql`rtrim(f.name || ' ' || f.version)` },
      versionFormat: { value: sql`f.version_format` },
      state: { value: sql`f.state` },
      description: { value: sql`f.description` },
      usedIn: {
        value: sql`(SELECT count(*) FROM product_feature pf
            WHERE pf.tenant_id = f.tenant_id AND pf.feature_id = f.feature_id)
          + (SELECT count(*) FROM feature_bundle_feature bf
            WHERE bf.tenant_id = f.tenant_id AND bf.feature_id = f.feature_id)`,
      },
      createdAt: { value: sql`f.created_at`, sortType: 'timestamptz' },
      updatedAt: { value: sql`f.updated_at`, sortType: 'timestamptz' },
    },
  }),
)

import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { listLicenseModels } from './list-license-models.contract.ts'

export default implementList(
  bindList(listLicenseModels, {
    base: sql`license_model AS m`,
    alias: 'm',
    id: sql`m.license_model_id`,
    where: (ctx) => sql`m.tenant_id = ${ctx.tenantId}`,
    columns: {
      name: { value: sql`m.name` },
      kind: { value: sql`m.kind` },
      state: { value: sql`m.state` },
      description: { value: sql`m.description` },
      products: {
        value: sql`(SELECT count(*) FROM product_license_model pm
          WHERE pm.tenant_id = m.tenant_id AND pm.license_model_id = m.license_model_id)`,
      },
      createdAt: { value: sql`m.created_at`, sortType: 'timestamptz' },
      updatedAt: { value: sql`m.updated_at`, sortType: 'timestamptz' },
    },
  }),
)

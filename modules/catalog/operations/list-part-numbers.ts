import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import { searchedAttributes } from '@tallystick/settings/services.ts'
import sql from 'sql-template-tag'
import { listPartNumbers } from './list-part-numbers.contract.ts'

const product = sql`FROM product p WHERE p.tenant_id = n.tenant_id AND p.product_id = n.product_id`
const model = sql`FROM license_model m
  WHERE m.tenant_id = n.tenant_id AND m.license_model_id = n.license_model_id`

export default implementList(
  bindList(listPartNumbers, {
    base: sql`part_number AS n`,
    alias: 'n',
    id: sql`n.part_number_id`,
    where: (ctx) => sql`n.tenant_id = ${ctx.tenantId}`,
    attributes: (ctx) => searchedAttributes(ctx, sql`'part-number'`, sql`n.custom_attributes`),
    columns: {
      code: { value: sql`n.code` },
      assignment: { value: sql`CASE WHEN n.product_id IS NULL THEN 'unassigned' ELSE 'assigned' END` },
      product: {
        value: sql`(SELECT rtrim(p.name || ' ' || p.version) ${product})`,
        filter: (_condition, compare) =>
          sql`EXISTS (SELECT 1 ${product} AND ${compare(sql`rtrim(p.name || ' ' || p.version)`)})`,
      },
      licenseModel: {
        value: sql`(SELECT m.name ${model})`,
        filter: (_condition, compare) => sql`EXISTS (SELECT 1 ${model} AND ${compare(sql`m.name`)})`,
      },
      description: { value: sql`n.description` },
      createdAt: { value: sql`n.created_at`, sortType: 'timestamptz' },
      updatedAt: { value: sql`n.updated_at`, sortType: 'timestamptz' },
    },
    extras: { productId: sql`n.product_id`, licenseModelId: sql`n.license_model_id` },
  }),
)

import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { listCustomAttributes } from './list-custom-attributes.contract.ts'

export default implementList(
  bindList(listCustomAttributes, {
    base: sql`custom_attribute AS c`,
    alias: 'c',
    id: sql`c.custom_attribute_id`,
    where: (ctx) => sql`c.tenant_id = ${ctx.tenantId}`,
    columns: {
      label: { value: sql`c.label` },
      name: { value: sql`c.name` },
      recordKind: { value: sql`c.record_kind` },
      valueType: { value: sql`c.value_type` },
      isRequired: { value: sql`c.is_required` },
      isVisibleInPortal: { value: sql`c.is_visible_in_portal` },
      state: { value: sql`c.state` },
      position: { value: sql`c.position`, sortType: 'integer' },
      updatedAt: { value: sql`c.updated_at`, sortType: 'timestamptz' },
    },
  }),
)

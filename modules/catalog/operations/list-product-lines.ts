import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { listProductLines } from './list-product-lines.contract.ts'

export default implementList(
  bindList(listProductLines, {
    base: sql`product_line AS l`,
    alias: 'l',
    id: sql`l.product_line_id`,
    where: (ctx) => sql`l.tenant_id = ${ctx.tenantId}`,
    columns: {
      name: { value: sql`l.name` },
      description: { value: sql`l.description` },
      products: {
        value: sql`(SELECT count(*) FROM product p
          WHERE p.tenant_id = l.tenant_id AND p.product_line_id = l.product_line_id)`,
      },
      createdAt: { value: sql`l.created_at`, sortType: 'timestamptz' },
    },
  }),
)

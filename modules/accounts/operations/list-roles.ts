import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { listRoles } from './list-roles.contract.ts'

/** Readers from outside the producer's house see the roles that they may give: portal roles. */
export default implementList(
  bindList(listRoles, {
    base: sql`role AS r`,
    alias: 'r',
    id: sql`r.role_id`,
    where: (ctx) =>
      sql`r.tenant_id = ${ctx.tenantId} AND ${ctx.scope.all ? sql`TRUE` : sql`r.kind = 'portal'`}`,
    columns: {
      name: { value: sql`r.name` },
      kind: { value: sql`r.kind` },
      description: { value: sql`r.description` },
      isSystem: { value: sql`r.is_system` },
      isActive: { value: sql`r.is_active` },
      uses: {
        value: sql`(SELECT count(DISTINCT mr.user_id) FROM membership_role mr
          WHERE mr.tenant_id = r.tenant_id AND mr.role_id = r.role_id)`,
      },
    },
  }),
)

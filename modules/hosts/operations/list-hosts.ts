import { accountLabelOf, accountMatches } from '@tallystick/accounts/services.ts'
import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import { inScope } from '@tallystick/kernel/operation/scope.ts'
import sql from 'sql-template-tag'
import { licensesOf } from '../resources.ts'
import { listHosts } from './list-hosts.contract.ts'

const licenses = licensesOf(null, sql`h.tenant_id`, sql`h.host_id`)
const state = sql`CASE WHEN EXISTS (SELECT 1 ${licenses} AND l.state = 'active') THEN 'active' ELSE 'inactive' END`

export default implementList(
  bindList(listHosts, {
    base: sql`host AS h`,
    alias: 'h',
    id: sql`h.host_id`,
    where: (ctx, input) => {
      const visible = sql`h.tenant_id = ${ctx.tenantId} AND ${inScope(ctx.scope, sql`h.account_id`)}`
      return input['account'] ? sql`${visible} AND h.account_id = ${input['account']}` : visible
    },
    columns: {
      label: { value: sql`h.label` },
      use: { value: sql`h.use` },
      types: { value: sql`h.host_types` },
      account: {
        value: accountLabelOf(sql`h.tenant_id`, sql`h.account_id`),
        filter: (_condition, compare) => accountMatches(sql`h.tenant_id`, sql`h.account_id`, compare),
      },
      state: { value: state },
      licenses: { value: sql`(SELECT count(*)::integer ${licenses} AND l.state = 'active')` },
      copies: {
        value: sql`(SELECT coalesce(sum(l.copies_taken), 0)::integer ${licenses} AND l.state = 'active')`,
      },
      createdAt: { value: sql`h.created_at` },
    },
  }),
)

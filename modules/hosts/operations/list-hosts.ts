import { accountLabelOf, accountMatches } from '@tallystick/accounts/services.ts'
import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList, type BoundList, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { licensesOf, seesManyEntitlements, visibleHost } from '../resources.ts'
import { listHosts } from './list-hosts.contract.ts'

/** Which licenses count on a host depends on who reads, so the SQL is put together for each request. */
const list: BoundList = {
  contract: listHosts,
  page: async (ctx, input) => bound(ctx, await seesManyEntitlements(ctx)).page(ctx, input),
  all: (ctx, input) => bound(ctx).all(ctx, input),
}

export default implementList(list)

function bound(ctx: QueryContext, looksAtEach = false): BoundList {
  const active = sql`${licensesOf(ctx, sql`h.tenant_id`, sql`h.host_id`)} AND l.state = 'active'`
  return bindList(listHosts, {
    base: sql`host AS h`,
    alias: 'h',
    id: sql`h.host_id`,
    isLarge: true,
    where: (_ctx, input) => {
      const visible = sql`h.tenant_id = ${ctx.tenantId} AND ${visibleHost(ctx, looksAtEach)}`
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
      state: { value: sql`CASE WHEN EXISTS (SELECT 1 ${active}) THEN 'active' ELSE 'inactive' END` },
      licenses: { value: sql`(SELECT count(*)::integer ${active})` },
      copies: { value: sql`(SELECT coalesce(sum(l.copies_taken), 0)::integer ${active})` },
      createdAt: { value: sql`h.created_at` },
    },
  })
}

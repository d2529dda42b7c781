import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import { searchedAttributes } from '@tallystick/settings/services.ts'
import sql from 'sql-template-tag'
import { visibleAccount } from '../visibility.ts'
import { listAccounts } from './list-accounts.contract.ts'

export default implementList(
  bindList(listAccounts, {
    base: sql`account AS a`,
    alias: 'a',
    id: sql`a.account_id`,
    where: (ctx, input) => {
      const ofKind = input['kind'] ? sql`a.kind = ${input['kind']}` : sql`TRUE`
      const visible = sql`a.tenant_id = ${ctx.tenantId} AND ${ofKind} AND ${visibleAccount(ctx.scope, sql`a`)}`
      if (!input['below']) return visible
      return sql`${visible} AND a.account_id IN (SELECT l.child_account_id FROM account_link l
        WHERE l.tenant_id = ${ctx.tenantId} AND l.parent_account_id = ${input['below']})`
    },
    attributes: (ctx) => searchedAttributes(ctx, sql`'account'`, sql`a.custom_attributes`),
    columns: {
      code: { value: sql`a.account_code` },
      name: { value: sql`a.name` },
      kind: { value: sql`a.kind` },
      state: { value: sql`a.state` },
      subAccounts: {
        value: sql`(SELECT count(*) FROM account_link l
          WHERE l.tenant_id = a.tenant_id AND l.parent_account_id = a.account_id)`,
      },
      users: {
        value: sql`(SELECT count(*) FROM membership m
          WHERE m.tenant_id = a.tenant_id AND m.account_id = a.account_id)`,
      },
      city: { value: sql`a.city` },
      country: { value: sql`a.country` },
      region: { value: sql`a.region` },
      isVisibleToPartners: { value: sql`a.is_visible_to_partners` },
      createdAt: { value: sql`a.created_at`, sortType: 'timestamptz' },
    },
  }),
)

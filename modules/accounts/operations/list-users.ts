import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import { searchedAttributes } from '@tallystick/settings/services.ts'
import sql from 'sql-template-tag'
import { visibleUser } from '../visibility.ts'
import { listUsers } from './list-users.contract.ts'

export default implementList(
  bindList(listUsers, {
    base: sql`app_user AS u`,
    alias: 'u',
    id: sql`u.user_id`,
    where: (ctx, input) => {
      const visible = sql`u.tenant_id = ${ctx.tenantId} AND ${visibleUser(ctx.scope, sql`u`)}`
      if (!input['account']) return visible
      return sql`${visible} AND u.user_id IN (SELECT m.user_id FROM membership m
        WHERE m.tenant_id = ${ctx.tenantId} AND m.account_id = ${input['account']})`
    },
    attributes: (ctx) => searchedAttributes(ctx, sql`'user'`, sql`u.custom_attributes`),
    columns: {
      displayName: { value: sql`u.display_name` },
      userName: { value: sql`u.user_name` },
      email: { value: sql`u.email` },
      kind: { value: sql`u.kind` },
      type: { value: sql`CASE WHEN u.may_sign_in THEN 'user' ELSE 'contact' END` },
      state: { value: sql`CASE WHEN u.is_active THEN 'active' ELSE 'inactive' END` },
      isShared: { value: sql`u.is_shared` },
      accounts: {
        value: sql`(SELECT count(*) FROM membership m WHERE m.tenant_id = u.tenant_id AND m.user_id = u.user_id)`,
      },
      lastSignedInAt: { value: sql`u.last_signed_in_at` },
      createdAt: { value: sql`u.created_at`, sortType: 'timestamptz' },
    },
  }),
)

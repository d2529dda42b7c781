import { visibleUserId } from '@tallystick/accounts/services.ts'
import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { isOpen, sessionBinding } from '../session-list.ts'
import { listUserSessions } from './list-user-sessions.contract.ts'

export default implementList(
  bindList(listUserSessions, {
    ...sessionBinding,
    where: (ctx, input) => sql`${isOpen(ctx)} AND s.user_id = ${input['user']}
      AND ${visibleUserId(ctx.scope, sql`s.tenant_id`, sql`s.user_id`)}`,
  }),
)

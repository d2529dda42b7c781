import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { isOpen, sessionBinding } from '../session-list.ts'
import { listOwnSessions } from './list-own-sessions.contract.ts'

export default implementList(
  bindList(listOwnSessions, {
    ...sessionBinding,
    where: (ctx) => sql`${isOpen(ctx)} AND s.user_id = ${ctx.principal.actorId}`,
  }),
)

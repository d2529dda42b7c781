import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { isOpen, sessionBinding } from '../session-list.ts'
import { listOwnSessions } from './list-own-sessions.contract.ts'

export default implementList(
  bindList(listOwnSessions, {
    ...sessionBinding,
    columns: {
      ...sessionBinding.columns,
      isThisOne: {
        value: sql`false`,
        valueFor: (ctx) => sql`(s.session_id IS NOT DISTINCT FROM ${ctx.principal.sessionId}::uuid)`,
      },
    },
    where: (ctx) => sql`${isOpen(ctx)} AND s.user_id = ${ctx.principal.actorId}`,
  }),
)

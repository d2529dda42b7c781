import { Unauthenticated } from '@tallystick/kernel/errors/problems.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { empty } from 'sql-template-tag'
import type { User } from './model.ts'
import { USER_COLUMNS } from './store/users.ts'

/** The person who asks, locked when wanted. Ends with `Unauthenticated` for a caller who is no person. */
export async function ownUser(ctx: QueryContext, lock: boolean): Promise<User> {
  const { actorId } = ctx.principal
  const user =
    actorId === null
      ? null
      : await ctx.tx.maybe<User>(sql`SELECT ${USER_COLUMNS} FROM app_user AS u
          WHERE u.tenant_id = ${ctx.tenantId} AND u.user_id = ${actorId} ${lock ? sql`FOR NO KEY UPDATE OF u` : empty}`)
  if (!user) throw new Unauthenticated()
  return user
}

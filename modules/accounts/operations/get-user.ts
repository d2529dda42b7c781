import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { userResource } from '../resources.ts'
import { viewUser } from '../view-user.ts'
import { getUser } from './get-user.contract.ts'

export default implementQuery(getUser, async (ctx, input) =>
  viewUser(ctx, await find(ctx, userResource, input.user)),
)

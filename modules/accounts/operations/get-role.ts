import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { EVERY, expandPermissions } from '../permissions.ts'
import { roleResource } from '../resources.ts'
import { canEditRole } from '../rules/roles.ts'
import { usesOfRole } from '../store/roles.ts'
import { commandState } from '../view-account.ts'
import { getRole } from './get-role.contract.ts'

export default implementQuery(getRole, async (ctx, input) => {
  const role = await find(ctx, roleResource, input.role)
  return {
    ...role,
    permissions: [...expandPermissions(role.permissions)],
    holdsEverything: role.permissions.includes(EVERY),
    uses: await usesOfRole(ctx, role.id),
    commands: ctx.may('roles.manage') ? { 'update-role': commandState(canEditRole(role)) } : {},
  }
})

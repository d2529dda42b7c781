import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { holdsPermission, PERMISSIONS } from '../permissions.ts'
import { listPermissions } from './list-permissions.contract.ts'

export default implementQuery(listPermissions, (ctx) =>
  Promise.resolve({
    permissions: Object.entries(PERMISSIONS).map(([code, { label, group, widens }]) => ({
      code,
      label,
      group,
      widens: widens ?? null,
      isHeld: holdsPermission(ctx.principal.permissions, ctx.scope.all, code),
    })),
  }),
)

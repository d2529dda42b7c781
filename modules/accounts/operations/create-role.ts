import { violatedConstraint } from '@tallystick/kernel/db/pool.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { holdsPermission } from '../permissions.ts'
import { canGrant } from '../rules/roles.ts'
import { insertRole } from '../store/roles.ts'
import { createRole } from './create-role.contract.ts'

export default implement(createRole, async (ctx, input) => {
  const role = { ...input, id: newId(), permissions: [...new Set(input.permissions)].toSorted() }
  const refused = canGrant(role.permissions, (permission) =>
    holdsPermission(ctx.principal.permissions, ctx.scope.all, permission),
  )
  if (refused) ctx.refuse(refused)
  try {
    await insertRole(ctx, role)
  } catch (error) {
    if (violatedConstraint(error) !== 'role__name') throw error
    ctx.refuse(refuse('role-name-taken', { name: role.name }))
  }
  const { id, ...after } = role
  ctx.audit({ subjects: [{ kind: 'role', id, label: role.name }], after })
  return { id, name: role.name, rowVersion: 1 }
})

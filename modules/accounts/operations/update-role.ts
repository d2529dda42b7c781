import { violatedConstraint } from '@tallystick/kernel/db/pool.ts'
import { changedMeanwhile, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { changesOf } from '../changes.ts'
import type { Role } from '../model.ts'
import { holdsPermission } from '../permissions.ts'
import { roleResource } from '../resources.ts'
import { canEditRole, canGrant } from '../rules/roles.ts'
import { updateRoleRow } from '../store/roles.ts'
import { updateRole } from './update-role.contract.ts'

export default implement(updateRole, async (ctx, { role: reference, rowVersion, ...edit }) => {
  const role = await findLocked(ctx, roleResource, reference)
  const stale = changedMeanwhile({ ...role, label: role.name }, rowVersion)
  if (stale) ctx.refuse(stale)
  const permissions = edit.permissions && [...new Set(edit.permissions)].toSorted()
  const added = permissions?.filter((one) => !role.permissions.includes(one)) ?? []
  const refused =
    canEditRole(role) ??
    canGrant(added, (one) => holdsPermission(ctx.principal.permissions, ctx.scope.all, one))
  if (refused) ctx.refuse(refused)
  const changes = changesOf(role, { ...edit, permissions })
  const after: Role = { ...role, ...changes.after }
  if (!changes.isEmpty) {
    try {
      await updateRoleRow(ctx, after)
    } catch (error) {
      if (violatedConstraint(error) !== 'role__name') throw error
      ctx.refuse(refuse('role-name-taken', { name: after.name }))
    }
    const subjects = [{ kind: 'role', id: role.id, label: after.name }]
    ctx.audit({ subjects, before: changes.before, after: changes.after })
  }
  return { id: role.id, name: after.name, rowVersion: role.rowVersion + (changes.isEmpty ? 0 : 1) }
})

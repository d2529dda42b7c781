import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { Role } from '../model.ts'
import { PERMISSIONS } from '../permissions.ts'

/**
 * Whether a role may get these permissions from a caller. Null is yes. Nobody grants what they do not hold.
 */
export function canGrant(
  permissions: readonly string[],
  holds: (permission: string) => boolean,
): Refusal | null {
  for (const permission of permissions) {
    if (!(permission in PERMISSIONS)) return refuse('permission-unknown', { permission })
    if (!holds(permission)) return refuse('permission-not-held', { permission })
  }
  return null
}

/** Whether a role may be changed at all. Null is yes. */
export function canEditRole(role: Pick<Role, 'isSystem' | 'name'>): Refusal | null {
  return role.isSystem ? refuse('role-is-system', { role: role.name }) : null
}

import type { OutputOf } from '@tallystick/api/client.ts'
import type { listPermissions } from '@tallystick/accounts/contracts.ts'

/** One permission of the catalogue. */
export type Permission = OutputOf<typeof listPermissions>['permissions'][number]

/** Permissions of a group, in the order of the catalogue. */
export interface PermissionGroup {
  readonly group: string
  readonly permissions: readonly Permission[]
}

/** The catalogue by its groups. */
export function groupsOf(permissions: readonly Permission[]): readonly PermissionGroup[] {
  const names = [...new Set(permissions.map(({ group }) => group))]
  return names.map((group) => ({ group, permissions: permissions.filter((one) => one.group === group) }))
}

import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import createAccount from './operations/create-account.ts'
import createRole from './operations/create-role.ts'
import createUser from './operations/create-user.ts'
import deactivateAccount from './operations/deactivate-account.ts'
import deactivateUser from './operations/deactivate-user.ts'
import deleteAccount from './operations/delete-account.ts'
import deleteUser from './operations/delete-user.ts'
import getAccount from './operations/get-account.ts'
import getOwnSubscriptions from './operations/get-own-subscriptions.ts'
import getRole from './operations/get-role.ts'
import getUser from './operations/get-user.ts'
import linkSubAccount from './operations/link-sub-account.ts'
import listAccounts from './operations/list-accounts.ts'
import listPermissions from './operations/list-permissions.ts'
import listRoles from './operations/list-roles.ts'
import listUsers from './operations/list-users.ts'
import reactivateAccount from './operations/reactivate-account.ts'
import reactivateUser from './operations/reactivate-user.ts'
import relateAccounts from './operations/relate-accounts.ts'
import unlinkSubAccount from './operations/unlink-sub-account.ts'
import unrelateAccounts from './operations/unrelate-accounts.ts'
import updateAccount from './operations/update-account.ts'
import updateOwnSubscriptions from './operations/update-own-subscriptions.ts'
import updateRole from './operations/update-role.ts'
import updateUser from './operations/update-user.ts'

/** All operations of the room, as an app mounts them. */
export const accountsOperations: readonly Operation[] = [
  createAccount,
  createRole,
  createUser,
  deactivateAccount,
  deactivateUser,
  deleteAccount,
  deleteUser,
  getAccount,
  getOwnSubscriptions,
  getRole,
  getUser,
  linkSubAccount,
  listAccounts,
  listPermissions,
  listRoles,
  listUsers,
  reactivateAccount,
  reactivateUser,
  relateAccounts,
  unlinkSubAccount,
  unrelateAccounts,
  updateAccount,
  updateOwnSubscriptions,
  updateRole,
  updateUser,
]

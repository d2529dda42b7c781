/** One permission as the roles page shows it. */
export interface PermissionInfo {
  readonly label: string
  readonly group: string
  /** For a child permission: the permission whose reach it widens to accounts below the own one. */
  readonly widens?: string
}

function goods(noun: string, label: string): Record<string, PermissionInfo> {
  const group = label
  return {
    [`${noun}.view`]: { label: `View ${label.toLowerCase()}`, group },
    [`${noun}.create`]: { label: `Create ${label.toLowerCase()}`, group },
    [`${noun}.update`]: { label: `Edit ${label.toLowerCase()}`, group },
    [`${noun}.delete`]: { label: `Delete ${label.toLowerCase()}`, group },
    [`${noun}.change-state`]: { label: `Deploy, inactivate and obsolete ${label.toLowerCase()}`, group },
  }
}

const BELOW = 'Accounts below the own one'

/**
 * Every permission there is. A contract that asks for a permission outside of this table could never run.
 * Source: the groups of the published permission list; row USR-05.
 */
export const PERMISSIONS: Readonly<Record<string, PermissionInfo>> = {
  'dashboard.view': { label: 'View the dashboard', group: 'General' },
  ...goods('features', 'Features'),
  ...goods('feature-bundles', 'Feature bundles'),
  ...goods('license-models', 'License models'),
  ...goods('products', 'Products, suites, maintenance and product lines'),
  'part-numbers.manage': { label: 'Create, map and delete part numbers', group: 'Part numbers' },
  ...goods('entitlements', 'Entitlements'),
  'entitlements.split': { label: 'Split line items', group: 'Entitlements' },
  'entitlements.transfer': { label: 'Transfer line items to another account', group: 'Entitlements' },
  'entitlements.approve-transfers': {
    label: 'Approve transfers, and transfer without approval',
    group: 'Entitlements',
  },
  'entitlements.upgrade': { label: 'Upgrade line items to newer versions', group: 'Entitlements' },
  'entitlements.upsell': { label: 'Upsell line items to larger products', group: 'Entitlements' },
  'entitlements.renew': { label: 'Renew line items', group: 'Entitlements' },
  'web-register-keys.view': {
    label: 'View bulk entitlements and their web register keys',
    group: 'Entitlements',
  },
  'web-register-keys.manage': {
    label: 'Generate, import and retire web register keys',
    group: 'Entitlements',
  },
  'web-register-keys.redeem': { label: 'Redeem web register keys', group: 'Entitlements' },
  'expiring-entitlements.view': {
    label: 'View expiring entitlements, ask for renewals, subscribe to reminders',
    group: 'Entitlements',
  },
  'licenses.view': { label: 'View licenses', group: 'Licenses' },
  'licenses.generate': { label: 'Activate and generate licenses', group: 'Licenses' },
  'licenses.email': { label: 'Mail licenses', group: 'Licenses' },
  'licenses.return': { label: 'Return licenses', group: 'Licenses' },
  'licenses.repair': { label: 'Repair licenses', group: 'Licenses' },
  'licenses.rehost': { label: 'Rehost licenses', group: 'Licenses' },
  'licenses.upgrade': { label: 'Upgrade, upsell and renew licenses', group: 'Licenses' },
  'licenses.consolidate': { label: 'Consolidate licenses', group: 'Licenses' },
  'licenses.transfer': { label: 'Move all licenses of hosts, and rehost in batches', group: 'Licenses' },
  'licenses.emergency': { label: 'Generate emergency licenses', group: 'Licenses' },
  'licenses.stop-gap': { label: 'Generate stop-gap licenses', group: 'Licenses' },
  'licenses.publisher-error': { label: 'Correct publisher errors', group: 'Licenses' },
  'hosts.transfer': { label: 'Transfer hosts to related accounts', group: 'Licenses' },
  'policies.override': { label: 'Override policies of license models', group: 'Licenses' },
  'accounts.view': { label: 'View accounts', group: 'Accounts and users' },
  'accounts.manage': { label: 'Create, edit and link accounts', group: 'Accounts and users' },
  'users.view': { label: 'View users', group: 'Accounts and users' },
  'users.manage': { label: 'Create, edit and deactivate users', group: 'Accounts and users' },
  'roles.view': { label: 'View roles', group: 'Accounts and users' },
  'roles.manage': { label: 'Create and edit roles', group: 'Accounts and users' },
  'child-line-items.view': {
    label: 'View entitlements of sub-accounts',
    group: BELOW,
    widens: 'entitlements.view',
  },
  'child-line-items.generate': {
    label: 'Activate for sub-accounts',
    group: BELOW,
    widens: 'licenses.generate',
  },
  'child-line-items.split': {
    label: 'Split line items of sub-accounts',
    group: BELOW,
    widens: 'entitlements.split',
  },
  'child-line-items.transfer': {
    label: 'Transfer line items of sub-accounts',
    group: BELOW,
    widens: 'entitlements.transfer',
  },
  'child-licenses.view': { label: 'View licenses of sub-accounts', group: BELOW, widens: 'licenses.view' },
  'child-licenses.return': {
    label: 'Return licenses of sub-accounts',
    group: BELOW,
    widens: 'licenses.return',
  },
  'child-licenses.repair': {
    label: 'Repair licenses of sub-accounts',
    group: BELOW,
    widens: 'licenses.repair',
  },
  'child-licenses.rehost': {
    label: 'Rehost licenses of sub-accounts',
    group: BELOW,
    widens: 'licenses.rehost',
  },
  'child-licenses.upgrade': {
    label: 'Upgrade, upsell and renew licenses of sub-accounts',
    group: BELOW,
    widens: 'licenses.upgrade',
  },
  'child-licenses.consolidate': {
    label: 'Consolidate licenses of sub-accounts',
    group: BELOW,
    widens: 'licenses.consolidate',
  },
  'child-accounts.view': { label: 'View sub-accounts', group: BELOW, widens: 'accounts.view' },
  'child-accounts.manage': { label: 'Edit sub-accounts', group: BELOW, widens: 'accounts.manage' },
  'child-users.view': { label: 'View users of sub-accounts', group: BELOW, widens: 'users.view' },
  'child-users.manage': { label: 'Edit users of sub-accounts', group: BELOW, widens: 'users.manage' },
  'imports.run': { label: 'Import files', group: 'Administration' },
  'jobs.view': { label: 'View jobs', group: 'Administration' },
  'jobs.manage': { label: 'Cancel jobs of others', group: 'Administration' },
  'events.manage': { label: 'Release parked events', group: 'Administration' },
  'copies.audit': { label: 'Check the books of copies', group: 'Administration' },
  'audit.view': { label: 'View the audit log', group: 'Administration' },
  'mails.view': { label: 'View sent mail', group: 'Administration' },
  'reminders.send': { label: 'Send renewal reminders', group: 'Administration' },
  'mails.manage': { label: 'Send mail again', group: 'Administration' },
  'settings.view': { label: 'View settings', group: 'Administration' },
  'settings.manage': { label: 'Change settings', group: 'Administration' },
  'signing-keys.view': { label: 'View signing keys', group: 'Administration' },
  'signing-keys.manage': { label: 'Make and retire signing keys', group: 'Administration' },
}

/** Stands for every permission in the set of a role. */
export const EVERY = '*'

/** The permissions of a set as roles store them: `*` becomes all that are declared. */
export function expandPermissions(stored: readonly string[]): ReadonlySet<string> {
  return new Set(stored.includes(EVERY) ? Object.keys(PERMISSIONS) : stored)
}

/**
 * Whether somebody holds a permission well enough to hand it on.
 *
 * A caller who sees all accounts has no use for child permissions; holding the permission that one widens is
 * as much.
 */
export function holdsPermission(
  held: { has(permission: string): boolean },
  seesEverything: boolean,
  permission: string,
): boolean {
  if (held.has(permission)) return true
  const widened = PERMISSIONS[permission]?.widens
  return seesEverything && widened !== undefined && held.has(widened)
}

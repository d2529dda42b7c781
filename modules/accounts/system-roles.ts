import type { RoleKind } from './model.ts'
import { EVERY } from './permissions.ts'

/** A predefined role. Its set follows the program: it is brought up to date at every start. */
export interface SystemRole {
  readonly name: string
  readonly kind: RoleKind
  readonly description: string
  readonly permissions: readonly string[]
}

const acts = (noun: string) =>
  ['view', 'create', 'update', 'delete', 'change-state'].map((verb) => `${noun}.${verb}`)
const CATALOG_VIEW = ['features.view', 'feature-bundles.view', 'license-models.view', 'products.view']
const CHANGES = ['entitlements.upgrade', 'entitlements.upsell', 'entitlements.renew']
const KEYS = ['web-register-keys.view', 'web-register-keys.manage', 'web-register-keys.redeem']
const PEOPLE_VIEW = ['accounts.view', 'users.view', 'roles.view']
const PEOPLE_MANAGE = [...PEOPLE_VIEW, 'accounts.manage', 'users.manage']
const LICENSES = ['licenses.view', 'licenses.generate', 'licenses.email']
const SUPPORT = ['return', 'repair', 'rehost', 'upgrade', 'consolidate'].map((verb) => `licenses.${verb}`)
const CORRECTIONS = ['emergency', 'stop-gap', 'publisher-error'].map((verb) => `licenses.${verb}`)
const MOVES = ['licenses.transfer', 'hosts.transfer']
const CHILD_SUPPORT = ['return', 'repair', 'rehost', 'upgrade', 'consolidate'].map(
  (verb) => `child-licenses.${verb}`,
)
const PORTAL_BASE = [
  'entitlements.view',
  'expiring-entitlements.view',
  'web-register-keys.view',
  'web-register-keys.redeem',
  ...LICENSES,
  ...SUPPORT,
  'accounts.view',
  'users.view',
]

/** Name of the role that holds everything. */
export const SYSTEM_ADMINISTRATOR = 'System Administrator'

/**
 * Predefined roles. Sets that the published lists leave open are drawn from what the role's holder does.
 * Source: the published pages on producer user roles and on end-user roles; row USR-05.
 */
export const SYSTEM_ROLES: readonly SystemRole[] = [
  {
    name: SYSTEM_ADMINISTRATOR,
    kind: 'producer',
    description: 'May do everything, also what later releases add.',
    permissions: [EVERY],
  },
  {
    name: 'Customer Support Representative',
    kind: 'producer',
    description: 'Helps customers with entitlements and licenses.',
    permissions: [
      'dashboard.view',
      ...CATALOG_VIEW,
      'entitlements.view',
      'expiring-entitlements.view',
      'entitlements.update',
      'entitlements.change-state',
      'entitlements.split',
      'entitlements.transfer',
      'web-register-keys.view',
      'web-register-keys.redeem',
      ...LICENSES,
      ...SUPPORT,
      ...CORRECTIONS,
      ...MOVES,
      ...PEOPLE_VIEW,
      'mails.view',
    ],
  },
  {
    name: 'Executive',
    kind: 'producer',
    description: 'Reads products, entitlements, licenses and accounts; changes nothing.',
    permissions: ['dashboard.view', ...CATALOG_VIEW, 'entitlements.view', 'licenses.view', ...PEOPLE_VIEW],
  },
  {
    name: 'Order Entry',
    kind: 'producer',
    description: 'Turns orders into entitlements and keeps their accounts.',
    permissions: [
      'dashboard.view',
      ...CATALOG_VIEW,
      'entitlements.view',
      'entitlements.create',
      'entitlements.update',
      'entitlements.change-state',
      ...CHANGES,
      ...KEYS,
      'licenses.view',
      ...PEOPLE_MANAGE,
      'imports.run',
      'jobs.view',
    ],
  },
  {
    name: 'Product Manager',
    kind: 'producer',
    description: 'Keeps the catalog: features, products, license models, part numbers.',
    permissions: [
      'dashboard.view',
      ...acts('features'),
      ...acts('feature-bundles'),
      ...acts('license-models'),
      ...acts('products'),
      'part-numbers.manage',
      'entitlements.view',
      'imports.run',
      'jobs.view',
    ],
  },
  {
    name: 'Sales Operations Manager',
    kind: 'producer',
    description: 'Answers for all entitlements, their licenses and policies.',
    permissions: [
      'dashboard.view',
      ...CATALOG_VIEW,
      'part-numbers.manage',
      ...acts('entitlements'),
      'entitlements.split',
      'entitlements.transfer',
      'entitlements.approve-transfers',
      ...CHANGES,
      ...KEYS,
      'expiring-entitlements.view',
      'reminders.send',
      ...LICENSES,
      ...SUPPORT,
      ...CORRECTIONS,
      ...MOVES,
      'policies.override',
      ...PEOPLE_MANAGE,
      'imports.run',
      'jobs.view',
      'audit.view',
      'mails.view',
    ],
  },
  {
    name: 'IT Back Office Manager',
    kind: 'producer',
    description: 'Runs the installation: settings, keys, jobs, users and roles.',
    permissions: [
      'dashboard.view',
      ...PEOPLE_MANAGE,
      'roles.manage',
      'settings.view',
      'settings.manage',
      'signing-keys.view',
      'signing-keys.manage',
      'imports.run',
      'jobs.view',
      'events.manage',
      'copies.audit',
      'audit.view',
      'mails.view',
      'mails.manage',
    ],
  },
  {
    name: 'Portal Administrative User',
    kind: 'portal',
    description: 'Acts for the own account and those below it, and keeps their users.',
    permissions: [
      ...PORTAL_BASE,
      'accounts.manage',
      'users.manage',
      'roles.view',
      'entitlements.split',
      'entitlements.transfer',
      ...MOVES,
      ...CHILD_SUPPORT,
      'child-line-items.view',
      'child-line-items.generate',
      'child-line-items.split',
      'child-line-items.transfer',
      'child-licenses.view',
      'child-accounts.view',
      'child-accounts.manage',
      'child-users.view',
      'child-users.manage',
    ],
  },
  {
    name: 'Portal User',
    kind: 'portal',
    description: 'Sees and activates what the own account was sold.',
    permissions: PORTAL_BASE,
  },
]

import {
  mdiAccountGroupOutline,
  mdiAccountKeyOutline,
  mdiDomain,
  mdiHandshakeOutline,
  mdiOfficeBuildingOutline,
} from '@mdi/js'
import { page, type Area } from '@tallystick/kit/portal/area.ts'

const GROUP = 'Accounts & Users'

/** Customers and partners, the people in them, and what they may do. */
export const accountsArea: Area = {
  name: 'accounts',
  pages: [
    page('/accounts', 'Accounts', () => import('./AccountsPages.tsx').then((file) => file.AccountsPage)),
    page('/accounts/customers', 'Customers', () =>
      import('./AccountsPages.tsx').then((file) => file.CustomersPage),
    ),
    page('/accounts/partners', 'Partners', () =>
      import('./AccountsPages.tsx').then((file) => file.PartnersPage),
    ),
    page('/accounts/new', 'New account', () =>
      import('./AccountForms.tsx').then((file) => file.NewAccountPage),
    ),
    page('/accounts/$id', 'Account', () => import('./AccountPage.tsx').then((file) => file.AccountPage)),
    page('/accounts/$id/edit', 'Edit account', () =>
      import('./AccountForms.tsx').then((file) => file.EditAccountPage),
    ),
    page('/users', 'Users', () => import('./UsersPage.tsx').then((file) => file.UsersPage)),
    page('/users/new', 'New user', () => import('./UserForms.tsx').then((file) => file.NewUserPage)),
    page('/users/$id', 'User', () => import('./UserPage.tsx').then((file) => file.UserPage)),
    page('/users/$id/edit', 'Edit user', () => import('./UserForms.tsx').then((file) => file.EditUserPage)),
    page('/roles', 'Roles', () => import('./RolePages.tsx').then((file) => file.RolesPage)),
    page('/roles/new', 'New role', () => import('./RoleForms.tsx').then((file) => file.NewRolePage)),
    page('/roles/$id', 'Role', () => import('./RolePages.tsx').then((file) => file.RolePage)),
    page('/roles/$id/edit', 'Edit role', () => import('./RoleForms.tsx').then((file) => file.EditRolePage)),
  ],
  needs: {
    '/accounts/new': ['accounts.manage', 'child-accounts.manage'],
    '/accounts/$id/edit': ['accounts.manage', 'child-accounts.manage'],
    '/users/new': ['users.manage', 'child-users.manage'],
    '/users/$id/edit': ['users.manage', 'child-users.manage'],
    '/roles/new': ['roles.manage'],
    '/roles/$id/edit': ['roles.manage'],
  },
  nav: [
    {
      group: GROUP,
      label: 'Customers',
      to: '/accounts/customers',
      icon: mdiOfficeBuildingOutline,
      permission: 'accounts.view',
      words: 'companies accounts',
    },
    {
      group: GROUP,
      label: 'Partners',
      to: '/accounts/partners',
      icon: mdiHandshakeOutline,
      permission: 'accounts.view',
      words: 'distributors resellers channel',
    },
    { group: GROUP, label: 'All accounts', to: '/accounts', icon: mdiDomain, permission: 'accounts.view' },
    {
      group: GROUP,
      label: 'Users',
      to: '/users',
      icon: mdiAccountGroupOutline,
      permission: 'users.view',
      words: 'people contacts sign-in password',
    },
    {
      group: GROUP,
      label: 'Roles',
      to: '/roles',
      icon: mdiAccountKeyOutline,
      permission: 'roles.view',
      words: 'permissions rights',
    },
  ],
  searches: [
    {
      label: 'Accounts',
      permission: 'accounts.view',
      find: async (api, text, signal) =>
        (await import('./account-search.ts')).findAccounts(api, text, signal),
    },
    {
      label: 'Users',
      permission: 'users.view',
      find: async (api, text, signal) => (await import('./account-search.ts')).findUsers(api, text, signal),
    },
  ],
}

import { mdiDomain } from '@mdi/js'
import { page, type Area } from '@tallystick/kit/portal/area.ts'

/** Own account and those below it, to look at. */
export const portalAccountsArea: Area = {
  name: 'accounts',
  pages: [
    page('/accounts', 'Accounts', () => import('./AccountsPage.tsx').then((m) => m.AccountsPage)),
    page('/accounts/$id', 'Account', () => import('./AccountPage.tsx').then((m) => m.AccountPage)),
  ],
  nav: [
    {
      group: 'Organization',
      label: 'Accounts',
      to: '/accounts',
      icon: mdiDomain,
      permission: 'accounts.view',
      words: 'company organisation sub-accounts users',
    },
  ],
}

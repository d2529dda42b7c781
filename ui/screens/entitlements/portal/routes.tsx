import { mdiHomeOutline, mdiShieldCheckOutline } from '@mdi/js'
import type { Api } from '@tallystick/api/client.ts'
import { page, type Area, type FoundRecord } from '@tallystick/kit/portal/area.ts'

/** What a customer owns: the front page, the list, and each line item. */
export const portalEntitlementsArea: Area = {
  name: 'entitlements',
  pages: [
    page('/', 'Home', () => import('./HomePage.tsx').then((m) => m.HomePage)),
    page('/entitlements', 'Entitlements', () =>
      import('./EntitlementsPage.tsx').then((m) => m.EntitlementsPage),
    ),
    page('/entitlements/$id', 'Entitlement', () => import('./LineItemPage.tsx').then((m) => m.LineItemPage)),
  ],
  nav: [
    { group: '', label: 'Home', to: '/', icon: mdiHomeOutline, permission: null },
    {
      group: '',
      label: 'Entitlements',
      to: '/entitlements',
      icon: mdiShieldCheckOutline,
      permission: 'entitlements.view',
      words: 'activate line items orders products bought',
    },
  ],
  searches: [{ label: 'Entitlements', permission: 'entitlements.view', find: findLineItems }],
}

/** Line items whose activation ID contains the text. */
async function findLineItems(api: Api, text: string, signal: AbortSignal): Promise<readonly FoundRecord[]> {
  const { listLineItems } = await import('@tallystick/entitlements/operations/list-line-items.contract.ts')
  const found = await api.page(
    listLineItems,
    { where: [`activationId.contains:${text}`], limit: 5 },
    { signal },
  )
  return found.rows.map((row) => ({
    label: row.activationId,
    detail: row.product,
    to: `/entitlements/${row.id}`,
  }))
}

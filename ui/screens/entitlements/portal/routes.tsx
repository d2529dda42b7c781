import {
  mdiCalendarClockOutline,
  mdiHomeOutline,
  mdiKeyChainVariant,
  mdiKeyPlus,
  mdiShieldCheckOutline,
} from '@mdi/js'
import type { Api } from '@tallystick/api/client.ts'
import { page, type Area, type FoundRecord } from '@tallystick/kit/portal/area.ts'

const GROUP = 'Entitlements'

/** What a customer owns: the front page, the list, and each line item. */
export const portalEntitlementsArea: Area = {
  name: 'entitlements',
  pages: [
    page('/', 'Home', () => import('./HomePage.tsx').then((m) => m.HomePage)),
    page('/entitlements', 'Entitlements', () =>
      import('./EntitlementsPage.tsx').then((m) => m.EntitlementsPage),
    ),
    page('/entitlements/$id/email', 'Mail line item', () =>
      import('../MailLineItemPage.tsx').then((m) => m.MailLineItemPage),
    ),
    page('/certificates/$id', 'Certificate', () =>
      import('../certificate/CertificatePage.tsx').then((m) => m.CertificatePage),
    ),
    page('/expiring-entitlements', 'Expiring entitlements', () =>
      import('../expiring/ExpiringPage.tsx').then((m) => m.ExpiringPage),
    ),
    page('/bulk-entitlements', 'Bulk entitlements', () =>
      import('../keys/BulkEntitlementsPage.tsx').then((m) => m.BulkEntitlementsPage),
    ),
    page('/bulk-entitlements/$id', 'Bulk entitlement', () =>
      import('../keys/BulkEntitlementPage.tsx').then((m) => m.BulkEntitlementPage),
    ),
    page('/redeem-key', 'Redeem a key', () => import('../keys/RedeemPage.tsx').then((m) => m.RedeemPage)),
    page('/entitlements/$id', 'Entitlement', () => import('./LineItemPage.tsx').then((m) => m.LineItemPage)),
    page('/entitlements/$id/split', 'Split', () =>
      import('../moves/PortalMoves.tsx').then((m) => m.PortalSplitPage),
    ),
    page('/entitlements/$id/transfer', 'Transfer', () =>
      import('../moves/PortalMoves.tsx').then((m) => m.PortalTransferPage),
    ),
  ],
  needs: {
    '/entitlements/$id/split': ['entitlements.split', 'child-line-items.split'],
    '/entitlements/$id/transfer': ['entitlements.transfer', 'child-line-items.transfer'],
    '/entitlements/$id/email': ['licenses.email'],
    '/redeem-key': ['web-register-keys.redeem'],
  },
  nav: [
    { group: '', label: 'Home', to: '/', icon: mdiHomeOutline, permission: null },
    {
      group: GROUP,
      label: 'Entitlements',
      to: '/entitlements',
      icon: mdiShieldCheckOutline,
      permission: 'entitlements.view',
      words: 'activate line items orders products bought',
    },
    {
      group: GROUP,
      label: 'Expiring entitlements',
      to: '/expiring-entitlements',
      icon: mdiCalendarClockOutline,
      permission: 'expiring-entitlements.view',
      words: 'renew renewal subscription maintenance expired',
    },
    {
      group: GROUP,
      label: 'Redeem a key',
      to: '/redeem-key',
      icon: mdiKeyPlus,
      permission: 'web-register-keys.redeem',
      words: 'web register keys card box code',
    },
    {
      group: GROUP,
      label: 'Bulk entitlements',
      to: '/bulk-entitlements',
      icon: mdiKeyChainVariant,
      permission: 'web-register-keys.view',
      words: 'web register keys generate cards',
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

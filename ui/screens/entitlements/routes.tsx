import {
  mdiCalendarClockOutline,
  mdiFileDocumentMultipleOutline,
  mdiFormatListBulleted,
  mdiKeyChainVariant,
  mdiKeyPlus,
  mdiPlus,
  mdiSwapHorizontal,
} from '@mdi/js'
import { page, type Area } from '@tallystick/kit/portal/area.ts'

const GROUP = 'Entitlements'

/** What was sold to whom: entitlements by order, and their line items one by one. */
export const entitlementsArea: Area = {
  name: 'entitlements',
  pages: [
    page('/entitlements', 'Entitlements by order', () =>
      import('./EntitlementsPages.tsx').then((file) => file.EntitlementsPage),
    ),
    page('/entitlements/new', 'New entitlement', () =>
      import('./NewEntitlementPage.tsx').then((file) => file.NewEntitlementPage),
    ),
    page('/entitlements/$id', 'Entitlement', () =>
      import('./EntitlementPage.tsx').then((file) => file.EntitlementPage),
    ),
    page('/entitlements/$id/edit', 'Edit entitlement', () =>
      import('./EditEntitlementPage.tsx').then((file) => file.EditEntitlementPage),
    ),
    page('/entitlements/$id/line-items/new', 'New line item', () =>
      import('./LineItemForms.tsx').then((file) => file.NewLineItemPage),
    ),
    page('/line-items', 'Line items', () =>
      import('./EntitlementsPages.tsx').then((file) => file.LineItemsPage),
    ),
    page('/line-items/$id/email', 'Mail line item', () =>
      import('./MailLineItemPage.tsx').then((file) => file.MailLineItemPage),
    ),
    page('/certificates/$id', 'Certificate', () =>
      import('./certificate/CertificatePage.tsx').then((file) => file.CertificatePage),
    ),
    page('/expiring-entitlements', 'Expiring entitlements', () =>
      import('./expiring/ExpiringPage.tsx').then((file) => file.ExpiringPage),
    ),
    page('/bulk-entitlements', 'Bulk entitlements', () =>
      import('./keys/BulkEntitlementsPage.tsx').then((file) => file.BulkEntitlementsPage),
    ),
    page('/bulk-entitlements/$id', 'Bulk entitlement', () =>
      import('./keys/BulkEntitlementPage.tsx').then((file) => file.BulkEntitlementPage),
    ),
    page('/redeem-key', 'Redeem a key', () =>
      import('./keys/RedeemPage.tsx').then((file) => file.RedeemPage),
    ),
    page('/line-items/change', 'Change line items', () =>
      import('./changes/ChangePage.tsx').then((file) => file.ChangePage),
    ),
    page('/line-items/changes/$job', 'Changes of line items', () =>
      import('./changes/ChangeJobPage.tsx').then((file) => file.ChangeJobPage),
    ),
    page('/line-items/$id', 'Line item', () =>
      import('./LineItemPage.tsx').then((file) => file.LineItemPage),
    ),
    page('/line-items/$id/edit', 'Edit line item', () =>
      import('./LineItemForms.tsx').then((file) => file.EditLineItemPage),
    ),
    page('/line-items/$id/split', 'Split line item', () =>
      import('./moves/ProducerMoves.tsx').then((file) => file.ProducerSplitPage),
    ),
    page('/line-items/$id/transfer', 'Transfer line item', () =>
      import('./moves/ProducerMoves.tsx').then((file) => file.ProducerTransferPage),
    ),
    page('/entitlements/$id/transfer', 'Transfer entitlement', () =>
      import('./moves/TransferEntitlementPage.tsx').then((file) => file.TransferEntitlementPage),
    ),
    page('/transfers', 'Transfers', () =>
      import('./moves/TransfersPage.tsx').then((file) => file.TransfersPage),
    ),
  ],
  needs: {
    '/entitlements/new': ['entitlements.create'],
    '/entitlements/$id/edit': ['entitlements.update'],
    '/entitlements/$id/line-items/new': ['entitlements.update'],
    '/line-items/$id/edit': ['entitlements.update'],
    '/line-items/$id/split': ['entitlements.split'],
    '/line-items/$id/transfer': ['entitlements.transfer'],
    '/line-items/change': ['entitlements.upgrade', 'entitlements.upsell', 'entitlements.renew'],
    '/redeem-key': ['web-register-keys.redeem'],
  },
  nav: [
    {
      group: GROUP,
      label: 'Entitlements',
      to: '/entitlements',
      icon: mdiFileDocumentMultipleOutline,
      permission: 'entitlements.view',
      words: 'orders sold customers bulk',
    },
    {
      group: GROUP,
      label: 'Line items',
      to: '/line-items',
      icon: mdiFormatListBulleted,
      permission: 'entitlements.view',
      words: 'activation IDs copies activate',
    },
    {
      group: GROUP,
      label: 'Bulk entitlements',
      to: '/bulk-entitlements',
      icon: mdiKeyChainVariant,
      permission: 'web-register-keys.view',
      words: 'web register keys redeem generate cards',
    },
    {
      group: GROUP,
      label: 'Redeem a key',
      to: '/redeem-key',
      icon: mdiKeyPlus,
      permission: 'web-register-keys.redeem',
      words: 'web register keys',
      isOnlySearched: true,
    },
    {
      group: GROUP,
      label: 'New entitlement',
      to: '/entitlements/new',
      icon: mdiPlus,
      permission: 'entitlements.create',
      words: 'order sell create bulk',
      isOnlySearched: true,
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
      label: 'Transfers',
      to: '/transfers?where=state.in:waiting',
      icon: mdiSwapHorizontal,
      permission: 'entitlements.approve-transfers',
      words: 'approve waiting on hold accounts',
    },
  ],
  today: [
    {
      label: 'Entitlements in draft',
      permission: 'entitlements.view',
      to: '/entitlements?where=state.in:draft',
      count: async (api, signal) => (await import('./entitlement-search.ts')).countDrafts(api, signal),
    },
    {
      label: 'Transfers that wait for approval',
      permission: 'entitlements.approve-transfers',
      to: '/transfers?where=state.in:waiting',
      count: async (api, signal) => (await import('./entitlement-search.ts')).countTransfers(api, signal),
    },
  ],
  searches: [
    {
      label: 'Entitlements',
      permission: 'entitlements.view',
      find: async (api, text, signal) =>
        (await import('./entitlement-search.ts')).findEntitlements(api, text, signal),
    },
    {
      label: 'Line items',
      permission: 'entitlements.view',
      find: async (api, text, signal) =>
        (await import('./entitlement-search.ts')).findLineItems(api, text, signal),
    },
  ],
}

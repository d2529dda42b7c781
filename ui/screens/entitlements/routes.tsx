import { mdiFileDocumentMultipleOutline, mdiFormatListBulleted } from '@mdi/js'
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
    page('/line-items/$id', 'Line item', () =>
      import('./LineItemPage.tsx').then((file) => file.LineItemPage),
    ),
    page('/line-items/$id/edit', 'Edit line item', () =>
      import('./LineItemForms.tsx').then((file) => file.EditLineItemPage),
    ),
  ],
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
  ],
  today: [
    {
      label: 'Entitlements in draft',
      permission: 'entitlements.view',
      to: '/entitlements?where=state.in:draft',
      count: async (api, signal) => (await import('./entitlement-search.ts')).countDrafts(api, signal),
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

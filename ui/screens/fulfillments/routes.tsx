import {
  mdiFileClockOutline,
  mdiFileDocumentCheckOutline,
  mdiFileDocumentMultipleOutline,
  mdiServer,
  mdiServerNetwork,
} from '@mdi/js'
import type { Api } from '@tallystick/api/client.ts'
import { page, type Area, type FoundRecord } from '@tallystick/kit/portal/area.ts'
import { licensePath } from './paths.ts'

/** Licenses, hosts and the activation wizard, for both portals. `group` is the heading in the navigation. */
export function licensesArea(group: string): Area {
  return {
    name: 'licenses',
    pages: [
      page('/activate', 'Activate', () =>
        import('./activation/ActivationPage.tsx').then((m) => m.ActivationPage),
      ),
      page('/licenses', 'Licenses', () => import('./LicensesPage.tsx').then((m) => m.LicensesPage)),
      page('/licenses/$id', 'License', () => import('./LicensePage.tsx').then((m) => m.LicensePage)),
      page('/licenses/$id/upgrade', 'Upgrade a license', () =>
        import('./upgrade/UpgradePage.tsx').then((m) => m.UpgradePage),
      ),
      page('/licenses/$id/$act', 'Act on a license', () =>
        import('./support/SupportPage.tsx').then((m) => m.SupportPage),
      ),
      page('/hosts/$id/release', 'Release host', () =>
        import('./support/ReleaseHostPage.tsx').then((m) => m.ReleaseHostPage),
      ),
      page('/held-licenses', 'Licenses on hold', () =>
        import('./held/HeldLicensesPage.tsx').then((m) => m.HeldLicensesPage),
      ),
      page('/consolidated-licenses', 'Consolidated licenses', () =>
        import('./consolidated/ConsolidatedLicensesPage.tsx').then((m) => m.ConsolidatedLicensesPage),
      ),
      page('/consolidated-licenses/$id', 'Consolidated license', () =>
        import('./consolidated/ConsolidatedLicensePage.tsx').then((m) => m.ConsolidatedLicensePage),
      ),
      page('/consolidated-licenses/$id/rehost', 'Rehost', () =>
        import('./consolidated/RehostPage.tsx').then((m) => m.RehostPage),
      ),
      page('/hosts', 'Hosts', () => import('./HostsPage.tsx').then((m) => m.HostsPage)),
      page('/hosts/$id', 'Host', () => import('./hosts/HostPage.tsx').then((m) => m.HostPage)),
      page('/hosts/$id/transfer-licenses', 'Transfer licenses', () =>
        import('./hosts/TransferLicensesPage.tsx').then((m) => m.TransferLicensesPage),
      ),
      page('/transfer-hosts', 'Transfer hosts', () =>
        import('./hosts/TransferHostsPage.tsx').then((m) => m.TransferHostsPage),
      ),
      page('/host-transfers', 'Host transfer jobs', () =>
        import('./hosts/HostTransfersPage.tsx').then((m) => m.HostTransfersPage),
      ),
      page('/host-transfers/$id', 'Host transfer job', () =>
        import('./hosts/HostTransferPage.tsx').then((m) => m.HostTransferPage),
      ),
      page('/batch-rehost', 'Batch rehost', () =>
        import('./hosts/BatchRehostPage.tsx').then((m) => m.BatchRehostPage),
      ),
    ],
    needs: {
      '/activate': ['licenses.generate', 'child-line-items.generate'],
      '/hosts/$id/release': ['licenses.return', 'child-licenses.return'],
      '/hosts/$id/transfer-licenses': ['licenses.transfer', 'child-licenses.rehost'],
      '/transfer-hosts': ['hosts.transfer', 'child-line-items.transfer'],
      '/batch-rehost': ['licenses.transfer', 'child-licenses.rehost'],
      '/consolidated-licenses/$id/rehost': ['licenses.rehost', 'child-licenses.rehost'],
    },
    nav: [
      {
        group,
        label: 'Licenses',
        to: '/licenses',
        icon: mdiFileDocumentCheckOutline,
        permission: 'licenses.view',
        words: 'fulfillments certificates files',
      },
      {
        group,
        label: 'Consolidated licenses',
        to: '/consolidated-licenses',
        icon: mdiFileDocumentMultipleOutline,
        permission: 'licenses.view',
        words: 'joined files certificates',
      },
      {
        group,
        label: 'Licenses on hold',
        to: '/held-licenses',
        icon: mdiFileClockOutline,
        permission: 'licenses.publisher-error',
        words: 'custom technologies generator supply',
      },
      {
        group,
        label: 'Hosts',
        to: '/hosts',
        icon: mdiServer,
        permission: 'licenses.view',
        words: 'servers machines',
      },
      {
        group,
        label: 'Host transfer jobs',
        to: '/host-transfers',
        icon: mdiServerNetwork,
        permission: 'hosts.transfer',
        words: 'move hosts accounts',
      },
    ],
    searches: [
      {
        label: 'Licenses',
        permission: 'licenses.view',
        find: findLicenses,
      },
    ],
  }
}

/** Licenses whose fulfillment ID contains the text. */
async function findLicenses(api: Api, text: string, signal: AbortSignal): Promise<readonly FoundRecord[]> {
  const { listLicenses } = await import('@tallystick/fulfillments/operations/list-licenses.contract.ts')
  const found = await api.page(
    listLicenses,
    { where: [`fulfillmentCode.contains:${text}`], limit: 5 },
    { signal },
  )
  return found.rows.map((row) => ({
    label: row.fulfillmentCode,
    detail: row.products,
    to: licensePath(row.id),
  }))
}

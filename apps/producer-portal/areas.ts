import { mdiHomeOutline } from '@mdi/js'
import { page, type Area } from '@tallystick/kit/portal/area.ts'
import { profileArea } from '@tallystick/screens/access/portal/routes.tsx'
import { accountsArea } from '@tallystick/screens/accounts/routes.tsx'
import { administerArea } from '@tallystick/screens/administer/routes.tsx'
import { catalogArea } from '@tallystick/screens/catalog/routes.tsx'
import { entitlementsArea } from '@tallystick/screens/entitlements/routes.tsx'
import { licensesArea } from '@tallystick/screens/fulfillments/routes.tsx'

/** Headings of the navigation, in their order. */
export const groups = ['', 'Products', 'Entitlements', 'Licenses', 'Accounts & Users', 'Administer'] as const

/** The rooms of the producer's portal. A new area is one import and one entry. */
const rooms: readonly Area[] = [
  catalogArea,
  entitlementsArea,
  licensesArea('Licenses'),
  accountsArea,
  administerArea,
  profileArea,
]

/** The front page. */
const home: Area = {
  name: 'home',
  pages: [page('/', 'Home', () => import('./Home.tsx').then((file) => file.homeOf(rooms, groups)))],
  nav: [{ group: '', label: 'Home', to: '/', icon: mdiHomeOutline, permission: null }],
}

/** Everything that the producer's portal consists of. */
export const areas: readonly Area[] = [home, ...rooms]

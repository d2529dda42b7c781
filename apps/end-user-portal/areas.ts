import type { Area } from '@tallystick/kit/portal/area.ts'
import { profileArea } from '@tallystick/screens/access/portal/routes.tsx'
import { portalAccountsArea } from '@tallystick/screens/accounts/portal/routes.tsx'
import { portalEntitlementsArea } from '@tallystick/screens/entitlements/portal/routes.tsx'
import { licensesArea } from '@tallystick/screens/fulfillments/routes.tsx'

/** Everything that the customers' portal consists of. A new area is one import and one line. */
export const areas: readonly Area[] = [
  portalEntitlementsArea,
  licensesArea('Licenses'),
  portalAccountsArea,
  profileArea,
]

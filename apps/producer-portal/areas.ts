import type { Area } from '@tallystick/kit/portal/area.ts'
import { catalogArea } from '@tallystick/screens/catalog/routes.tsx'

/** Headings of the navigation, in their order. */
export const groups = ['', 'Products', 'Entitlements', 'Licenses', 'Accounts & Users', 'Administer'] as const

/** Everything that the producer's portal consists of. A new area is one import and one line. */
export const areas: readonly Area[] = [catalogArea]

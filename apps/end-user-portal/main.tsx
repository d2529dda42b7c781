import '@tallystick/kit/theme/styles.ts'
import { openApi } from '@tallystick/api/client.ts'
import { readAppearance } from '@tallystick/kit/portal/appearance.ts'
import { startPortal } from '@tallystick/kit/portal/startPortal.tsx'
import { areas } from './areas.ts'
import { Brand } from './Brand.tsx'

const { accentColour } = await readAppearance(openApi({ portal: 'end-user' }))

startPortal({
  portal: 'end-user',
  basePath: '/portal',
  brand: <Brand />,
  ...(accentColour ? { accent: accentColour } : {}),
  density: 'roomy',
  groups: ['', 'Entitlements', 'Licenses', 'Organization'],
  areas,
  profileTo: '/profile',
})

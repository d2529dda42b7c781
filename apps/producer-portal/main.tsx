import '@tallystick/kit/theme/styles.ts'
import { openApi } from '@tallystick/api/client.ts'
import { readAppearance } from '@tallystick/kit/portal/appearance.ts'
import { startPortal } from '@tallystick/kit/portal/startPortal.tsx'
import { areas, groups } from './areas.ts'
import { Brand } from './Brand.tsx'

const { accentColour } = await readAppearance(openApi({ portal: 'producer' }))

startPortal({
  portal: 'producer',
  basePath: '/producer',
  brand: <Brand />,
  ...(accentColour ? { accent: accentColour } : {}),
  density: 'compact',
  groups,
  areas,
  profileTo: '/profile',
})

import '@tallystick/kit/theme/styles.ts'
import { openApi } from '@tallystick/api/client.ts'
import { startPortal } from '@tallystick/kit/portal/startPortal.tsx'
import { readAppearance } from './appearance.ts'
import { areas } from './areas.ts'
import { Brand } from './Brand.tsx'

const appearance = await readAppearance(openApi({ portal: 'end-user' }))

startPortal({
  portal: 'end-user',
  basePath: '/portal',
  brand: <Brand appearance={appearance} />,
  ...(appearance.accentColour ? { accent: appearance.accentColour } : {}),
  density: 'roomy',
  groups: [''],
  areas,
  profileTo: '/profile',
})

import '@tallystick/kit/theme/styles.ts'
import { startPortal } from '@tallystick/kit/portal/startPortal.tsx'
import { areas, groups } from './areas.ts'
import { Brand } from './Brand.tsx'

startPortal({
  portal: 'producer',
  basePath: '/producer',
  brand: <Brand />,
  density: 'compact',
  groups,
  areas,
  profileTo: '/profile',
})

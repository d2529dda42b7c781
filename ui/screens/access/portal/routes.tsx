import { page, type Area } from '@tallystick/kit/portal/area.ts'

/** The user's own profile; reached by the user menu. */
export const profileArea: Area = {
  name: 'profile',
  pages: [page('/profile', 'Profile', () => import('./ProfilePage.tsx').then((m) => m.ProfilePage))],
  nav: [],
}

import { HomePage } from '@tallystick/kit/portal/HomePage.tsx'
import { areas, groups } from './areas.ts'

/** The front page of the producer's portal. */
export function Home() {
  return <HomePage areas={areas} groups={groups} />
}

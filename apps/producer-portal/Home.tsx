import type { Area } from '@tallystick/kit/portal/area.ts'
import { HomePage } from '@tallystick/kit/portal/HomePage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { DashboardPage } from '@tallystick/screens/home/DashboardPage.tsx'

/** The front page of the producer's portal: the dashboard, or for who may not see it, the way to everything. */
export function homeOf(areas: readonly Area[], groups: readonly string[]) {
  return function Home() {
    if (useSession().may('dashboard.view')) return <DashboardPage areas={areas} />
    return <HomePage areas={areas} groups={groups} />
  }
}

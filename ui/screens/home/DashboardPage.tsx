import { Skeleton } from '@mantine/core'
import { getSalesFigures } from '@tallystick/entitlements/operations/get-sales-figures.contract.ts'
import { getLicenseFigures } from '@tallystick/fulfillments/operations/get-license-figures.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { currentReader } from '@tallystick/kit/format/dates.ts'
import type { Area } from '@tallystick/kit/portal/area.ts'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { ActivationsChart, RefusedTable, RunningFigures, TopProductsChart } from './LicenseCharts.tsx'
import { Needs } from './Needs.tsx'
import { EndingChart, StatesChart } from './SalesCharts.tsx'
import { useNeeds } from './use-needs.ts'
import './home.css'

/** The producer's front page: what needs them today, then how the business runs. */
export function DashboardPage({ areas }: { readonly areas: readonly Area[] }) {
  const sales = useOperation(getSalesFigures, {})
  const licenses = useOperation(getLicenseFigures, {})
  const { needs, isComplete } = useNeeds(areas, { sales: sales.data, licenses: licenses.data })
  const problem = sales.error ?? licenses.error
  return (
    <div className="t-page">
      <PageHeader title="Needs you today" name="Home" below={dayText()} />
      <Needs needs={needs} isComplete={isComplete || problem !== null} />
      {problem && (
        <RefusalNotice
          problem={problem}
          takesFocus={false}
          onRetry={() => {
            void sales.refetch()
            void licenses.refetch()
          }}
        />
      )}
      <section className="t-section" aria-label="Figures">
        <h2>How it runs</h2>
        {licenses.data ? <RunningFigures licenses={licenses.data} /> : <Skeleton height={58} />}
        <div className="h-charts">
          {licenses.data ? <ActivationsChart licenses={licenses.data} /> : <Skeleton height={280} />}
          {sales.data ? <EndingChart sales={sales.data} /> : <Skeleton height={280} />}
          {licenses.data && <TopProductsChart licenses={licenses.data} />}
          {sales.data && <StatesChart sales={sales.data} />}
          {licenses.data && <RefusedTable licenses={licenses.data} />}
        </div>
      </section>
    </div>
  )
}

function dayText(): string {
  const { locale, timeZone } = currentReader()
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone }).format(new Date())
}

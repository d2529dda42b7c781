import { listLineItems } from '@tallystick/entitlements/operations/list-line-items.contract.ts'
import { ChartFrame } from '@tallystick/kit/charts/ChartFrame.tsx'
import { Gauge } from '@tallystick/kit/charts/Gauge.tsx'
import { usePage } from '@tallystick/kit/data/queries.ts'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { NEWEST_ONLY } from './list-cells.tsx'
import { ownedByProduct } from './owned.ts'

const READ_MAX = 500
const SHOWN_MAX = 8

/** Copies used against copies owned, by product, of what has not expired; with its table. */
export function OwnedChart() {
  const { data } = usePage(listLineItems, {
    where: ['validity.in:unexpired'],
    params: NEWEST_ONLY,
    sort: '-total',
    limit: READ_MAX,
    total: true,
  })
  if (!data || data.rows.length === 0) return null
  const owned = ownedByProduct(data.rows)
  const isPart = data.next !== null
  const used = owned.reduce((sum, one) => sum + one.used, 0)
  const total = owned.reduce((sum, one) => sum + one.total, 0)
  const summary = `${numberText(used)} of ${countText(total, 'copy', 'copies')} in use, ${countText(owned.length, 'product')}${
    isPart ? `, of the ${READ_MAX} largest line items` : ''
  }.`
  return (
    <section className="t-section p-owned">
      <ChartFrame
        title="What you own"
        summary={summary}
        firstColumn="Product"
        series={['Used', 'Owned']}
        rows={owned.map((one) => ({ label: one.product, values: [one.used, one.total] }))}
      >
        <ul className="p-gauges">
          {owned.slice(0, SHOWN_MAX).map((one) => (
            <li key={one.product}>
              <span>{one.product}</span>
              <Gauge label={`Copies of ${one.product}`} used={one.used} total={one.total} />
            </li>
          ))}
        </ul>
        {owned.length > SHOWN_MAX && <p className="t-muted">{owned.length - SHOWN_MAX} more in the table.</p>}
      </ChartFrame>
    </section>
  )
}

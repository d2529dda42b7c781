import type { OutputOf } from '@tallystick/api/client.ts'
import type { getSalesFigures } from '@tallystick/entitlements/contracts.ts'
import { stateChoices } from '@tallystick/entitlements/operations/list-entitlements.contract.ts'
import { BarChart } from '@tallystick/kit/charts/BarChart.tsx'
import { RankChart } from '@tallystick/kit/charts/RankChart.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { listAddress, monthMark, within } from './spans.ts'

type Sales = OutputOf<typeof getSalesFigures>

/** Line items by the month of their last day. */
export function EndingChart({ sales }: { readonly sales: Sales }) {
  const months = sales.endingByMonth
  const items = months.reduce((sum, { lineItems }) => sum + lineItems, 0)
  const copies = months.reduce((sum, month) => sum + month.copies, 0)
  return (
    <BarChart
      title="Line items that end"
      summary={`${countText(items, 'line item')} with ${countText(copies, 'copy', 'copies')} in twelve months.`}
      series={['Line items', 'Copies']}
      drawn={1}
      firstColumn="Month"
      rows={months.map(({ from, to, lineItems, copies: ofMonth }) => ({
        label: monthMark(from),
        values: [lineItems, ofMonth],
        to: listAddress(
          '/line-items',
          [...within('expiresOn', from, to), 'state.in:deployed'],
          '&sort=expiration',
        ),
      }))}
    />
  )
}

/** Entitlements by state. */
export function StatesChart({ sales }: { readonly sales: Sales }) {
  const states = sales.entitlementsByState
  const all = states.reduce((sum, { count }) => sum + count, 0)
  const more = states.some(({ isExact }) => !isExact) ? ' or more' : ''
  return (
    <RankChart
      title="Entitlements by state"
      summary={`${countText(all, 'entitlement')}${more}.`}
      series={['Entitlements']}
      firstColumn="State"
      empty="Nothing has been sold yet."
      rows={states.map(({ state, count }) => ({
        label: stateChoices[state as keyof typeof stateChoices] ?? state,
        values: [count],
        to: listAddress('/entitlements', [`state.in:${state}`]),
      }))}
    />
  )
}

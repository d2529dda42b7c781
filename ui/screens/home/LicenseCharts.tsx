import type { OutputOf } from '@tallystick/api/client.ts'
import type { getLicenseFigures } from '@tallystick/fulfillments/contracts.ts'
import { LineChart } from '@tallystick/kit/charts/LineChart.tsx'
import { RankChart } from '@tallystick/kit/charts/RankChart.tsx'
import { wordsOf } from '@tallystick/kit/format/words.ts'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { When } from '@tallystick/kit/format/When.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { endingAddress, refusedAddress } from './needs.ts'
import { dayBeside, dayMark, listAddress, within } from './spans.ts'

type Licenses = OutputOf<typeof getLicenseFigures>

/** The installed base in figures: what runs, and what of it ends. */
export function RunningFigures({ licenses }: { readonly licenses: Licenses }) {
  const today = licenses.ending[0]?.from ?? ''
  return (
    <dl className="h-figures">
      <div>
        <dt>Licenses in use</dt>
        <dd>
          <Link to={listAddress('/licenses', ['state.in:active'])}>{countedText(licenses.running)}</Link>
        </dd>
      </div>
      {licenses.ending.map((span) => (
        <div key={span.days}>
          <dt>End within {span.days} days</dt>
          <dd>
            <Link to={endingAddress({ from: today, to: span.to })}>{countedText(span)}</Link>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function countedText({ count, isExact }: { readonly count: number; readonly isExact: boolean }): string {
  return `${numberText(count)}${isExact ? '' : '+'}`
}

/** Licenses per week, over half a year. */
export function ActivationsChart({ licenses }: { readonly licenses: Licenses }) {
  const weeks = licenses.activationsByWeek
  const all = weeks.reduce((sum, week) => sum + week.licenses, 0)
  return (
    <LineChart
      title="Licenses issued per week"
      summary={`${countText(all, 'license')} in ${weeks.length} weeks, ${numberText(weeks.at(-1)?.licenses ?? 0)} this week.`}
      series={['Licenses']}
      firstColumn="Week from"
      rows={weeks.map(({ from, to, licenses: count }) => ({
        label: dayMark(from),
        values: [count],
        to: listAddress('/licenses', within('fulfilledAt', from, to)),
      }))}
    />
  )
}

/** What is activated most. */
export function TopProductsChart({ licenses }: { readonly licenses: Licenses }) {
  const { topProducts, topProductsFrom } = licenses
  return (
    <RankChart
      title="Most activated products"
      summary="Licenses of the last 30 days."
      series={['Licenses', 'Copies']}
      firstColumn="Product"
      empty="Nothing was activated in the last 30 days."
      rows={topProducts.map(({ products, licenses: count, copies }) => ({
        label: products,
        values: [count, copies],
        to: listAddress('/licenses', [
          `products.equals:${products}`,
          `fulfilledAt.after:${dayBeside(topProductsFrom, -1)}`,
        ]),
      }))}
    />
  )
}

/** Why activations were refused: each reason with its newest case, word for word. */
export function RefusedTable({ licenses }: { readonly licenses: Licenses }) {
  const { refused, refusedFrom } = licenses
  if (refused === null) return null
  return (
    <section className="t-chart" aria-labelledby="refused-title">
      <h3 id="refused-title">Refused activations</h3>
      <p className="t-muted">By reason, in the last 7 days.</p>
      {refused.length === 0 && <p className="t-hint h-calm">None was refused.</p>}
      <ul className="h-refused">
        {refused.map((reason) => (
          <li key={reason.code}>
            <span className="h-refused-count">{numberText(reason.count)}</span>
            <span>
              <Link to={refusedAddress(refusedFrom, reason.code)}>{wordsOf(reason.code)}</Link>
              <span className="t-muted h-refused-last">
                {reason.lastSentence} <When instant={reason.lastAt} relative />, {reason.lastActorName}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

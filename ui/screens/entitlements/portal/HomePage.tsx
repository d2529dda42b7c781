import { Button } from '@mantine/core'
import type { Page, RowOf } from '@tallystick/kernel/list/define.ts'
import { listExpiringLineItems } from '@tallystick/entitlements/operations/list-expiring-line-items.contract.ts'
import { listLineItems } from '@tallystick/entitlements/operations/list-line-items.contract.ts'
import { listLicenses } from '@tallystick/fulfillments/operations/list-licenses.contract.ts'
import { Tile } from '@tallystick/kit/charts/Tile.tsx'
import { usePage } from '@tallystick/kit/data/queries.ts'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { Day } from '@tallystick/kit/format/When.tsx'
import { printQuery } from '@tallystick/kit/portal/address.ts'
import { useSession } from '@tallystick/kit/session/session.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ENDING_SOON, paramsOf, printQuestion, REMINDER_DAYS } from '../expiring/question.ts'
import './home.css'
import { OwnedChart } from './OwnedChart.tsx'
import { NEWEST_ONLY } from './list-cells.tsx'
import { leftText } from './owned.ts'

type LineItemRow = RowOf<typeof listLineItems>

const READY = ['fulfilled.is:false', 'validity.in:unexpired', 'state.in:deployed']
const ROWS = 5
const TO_READY = listAddress(READY)
const TO_EXPIRING = `/expiring-entitlements${printQuery(printQuestion(ENDING_SOON))}`

/** The front page: what can be activated, what expires soon, what is owned. */
export function HomePage() {
  const session = useSession()
  const navigate = useNavigate()
  const ready = usePage(listLineItems, { where: READY, params: NEWEST_ONLY, limit: ROWS, total: true })
  const maySeeExpiring = session.may(listExpiringLineItems.permission)
  const expiring = usePage(
    listExpiringLineItems,
    { params: paramsOf(ENDING_SOON), limit: ROWS, total: true },
    { enabled: maySeeExpiring },
  )
  const licenses = usePage(
    listLicenses,
    { where: ['state.in:active'], limit: 1, total: true },
    { enabled: session.may('licenses.view') },
  )
  const mayActivate = session.may('licenses.generate')
  return (
    <div className="t-page">
      <PageHeader
        title={session.name ? `Hello, ${session.name}` : 'Home'}
        name="Home"
        below={session.accounts.map((account) => account.name).join(', ')}
        actions={
          mayActivate && (
            <Button
              size="md"
              onClick={() => void navigate({ to: '/entitlements', search: { where: READY } as never })}
            >
              Activate
            </Button>
          )
        }
      />
      <RefusalNotice
        problem={ready.error ?? expiring.error}
        takesFocus={false}
        onRetry={() => void ready.refetch()}
      />
      <div className="t-figure-row p-tiles">
        <Tile label="can be activated" figure={ready.data?.total?.count ?? null} to={TO_READY} />
        {maySeeExpiring && (
          <Tile
            label={`expire within ${REMINDER_DAYS} days`}
            figure={expiring.data?.total?.count ?? null}
            to={TO_EXPIRING}
          />
        )}
        <Tile
          label="licenses in use"
          figure={licenses.data?.total?.count ?? null}
          to="/licenses?where=state.in:active"
        />
      </div>
      <div className="p-columns">
        <Ready page={ready.data} mayActivate={mayActivate} />
        {maySeeExpiring && <EndingSoon page={expiring.data} />}
      </div>
      <OwnedChart />
    </div>
  )
}

interface PartProps<Row> {
  readonly page: Page<Row> | undefined
}

/** What can be activated, each with its button. */
function Ready({ page, mayActivate }: PartProps<LineItemRow> & { readonly mayActivate: boolean }) {
  const navigate = useNavigate()
  const activate = (row: LineItemRow) => (
    <Button
      variant="light"
      aria-label={`Activate ${row.product}`}
      onClick={() => void navigate({ to: '/activate', search: { items: row.id } as never })}
    >
      Activate
    </Button>
  )
  return (
    <section className="t-section" aria-labelledby="home-ready">
      <h2 id="home-ready">Ready to activate</h2>
      <Rows
        rows={page?.rows}
        empty="Everything you own is activated."
        side={(row) => (mayActivate ? activate(row) : null)}
        below={leftText}
      />
      <More total={page?.total?.count} to={TO_READY} />
    </section>
  )
}

/** What ends soon and nothing replaces yet, by the same question as the page that it leads to. ENT-09. */
function EndingSoon({ page }: PartProps<RowOf<typeof listExpiringLineItems>>) {
  return (
    <section className="t-section" aria-labelledby="home-expiring">
      <h2 id="home-expiring">Expires soon</h2>
      <Rows
        rows={page?.rows}
        empty={`Nothing expires in the next ${REMINDER_DAYS} days.`}
        side={(row) => (
          <span className="p-day">
            <Day date={row.expiration} />
            <span className="t-muted">{daysText(row.daysRemaining)}</span>
          </span>
        )}
        below={(row) => `${row.activationId} · ${row.accountName}`}
      />
      <More total={page?.total?.count} to={TO_EXPIRING} />
    </section>
  )
}

/** `today`, `in 1 day`, `in 25 days`. */
function daysText(days: number): string {
  return days === 0 ? 'today' : `in ${countText(days, 'day')}`
}

interface RowsProps<Row> {
  readonly rows: readonly Row[] | undefined
  readonly empty: string
  readonly side: (row: Row) => ReactNode
  readonly below: (row: Row) => string
}

function Rows<Row extends { readonly id: string; readonly product: string }>(props: RowsProps<Row>) {
  const { rows, empty, side, below } = props
  if (!rows) return <p className="t-hint">Reading…</p>
  if (rows.length === 0) return <p className="t-hint">{empty}</p>
  return (
    <ul className="p-rows">
      {rows.map((row) => (
        <li key={row.id}>
          <div>
            <Link to={`/entitlements/${row.id}`} className="t-link p-name">
              {row.product}
            </Link>
            <div className="t-muted">{below(row)}</div>
          </div>
          {side(row)}
        </li>
      ))}
    </ul>
  )
}

function More({ total, to }: { readonly total: number | undefined; readonly to: string }) {
  if (total === undefined || total <= ROWS) return null
  return (
    <p className="p-more">
      <Link to={to}>All {numberText(total)}</Link>
    </p>
  )
}

/** Address of the list with some conditions. */
function listAddress(where: readonly string[]): string {
  return `/entitlements?${where.map((one) => `where=${encodeURIComponent(one)}`).join('&')}`
}

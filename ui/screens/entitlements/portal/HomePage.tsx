import { Button } from '@mantine/core'
import type { RowOf } from '@tallystick/kernel/list/define.ts'
import { listLineItems } from '@tallystick/entitlements/operations/list-line-items.contract.ts'
import { listLicenses } from '@tallystick/fulfillments/operations/list-licenses.contract.ts'
import { Tile } from '@tallystick/kit/charts/Tile.tsx'
import { usePage } from '@tallystick/kit/data/queries.ts'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { Day } from '@tallystick/kit/format/When.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { dayFromNow, REMINDER_DAYS } from './expiry.ts'
import './home.css'
import { OwnedChart } from './OwnedChart.tsx'

type LineItemRow = RowOf<typeof listLineItems>

const READY = ['fulfilled.is:false', 'validity.in:unexpired', 'state.in:deployed']
const ROWS = 5

/** The front page: what can be activated, what expires soon, what is owned. */
export function HomePage() {
  const session = useSession()
  const navigate = useNavigate()
  const soon = ['validity.in:unexpired', `expiresOn.before:${dayFromNow(REMINDER_DAYS + 1)}`]
  const ready = usePage(listLineItems, { where: READY, limit: ROWS, total: true })
  const expiring = usePage(listLineItems, { where: soon, limit: ROWS, sort: 'expiration', total: true })
  const licenses = usePage(
    listLicenses,
    { where: ['state.in:active'], limit: 1, total: true },
    { enabled: session.may('licenses.view') },
  )
  const mayActivate = session.may('licenses.generate')
  const toReady = listAddress(READY)
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
        <Tile label="can be activated" figure={ready.data?.total?.count ?? null} to={toReady} />
        <Tile
          label={`expire within ${REMINDER_DAYS} days`}
          figure={expiring.data?.total?.count ?? null}
          to={listAddress(soon)}
        />
        <Tile
          label="licenses in use"
          figure={licenses.data?.total?.count ?? null}
          to="/licenses?where=state.in:active"
        />
      </div>
      <div className="p-columns">
        <section className="t-section" aria-labelledby="home-ready">
          <h2 id="home-ready">Ready to activate</h2>
          <Rows
            rows={ready.data?.rows}
            empty="Everything you own is activated."
            side={(row) =>
              mayActivate ? (
                <Button
                  variant="light"
                  aria-label={`Activate ${row.product}`}
                  onClick={() => void navigate({ to: '/activate', search: { items: row.id } as never })}
                >
                  Activate
                </Button>
              ) : null
            }
            below={(row) => `${countText(row.available, 'copy', 'copies')} of ${numberText(row.total)} left`}
          />
          <More total={ready.data?.total?.count} to={toReady} />
        </section>
        <section className="t-section" aria-labelledby="home-expiring">
          <h2 id="home-expiring">Expires soon</h2>
          <Rows
            rows={expiring.data?.rows}
            empty={`Nothing expires in the next ${REMINDER_DAYS} days.`}
            side={(row) => <Day date={row.expiresOn} />}
            below={(row) => row.activationId}
          />
          <More total={expiring.data?.total?.count} to={listAddress(soon)} />
        </section>
      </div>
      <OwnedChart />
    </div>
  )
}

interface RowsProps {
  readonly rows: readonly LineItemRow[] | undefined
  readonly empty: string
  readonly side: (row: LineItemRow) => ReactNode
  readonly below: (row: LineItemRow) => string
}

function Rows({ rows, empty, side, below }: RowsProps) {
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

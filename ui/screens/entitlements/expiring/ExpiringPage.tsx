import './expiring.css'
import { Button } from '@mantine/core'
import { listExpiringLineItems } from '@tallystick/entitlements/operations/list-expiring-line-items.contract.ts'
import { requestRenewal } from '@tallystick/entitlements/operations/request-renewal.contract.ts'
import type { RowOf } from '@tallystick/kernel/list/define.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { ConfirmDialog } from '@tallystick/kit/feedback/ConfirmDialog.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import type { ListPageProps, Selection } from '@tallystick/kit/list/list-view.ts'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import type { QueryValues } from '@tallystick/kit/portal/address.ts'
import { useSession } from '@tallystick/kit/session/session.ts'
import { lineItemPath } from '@tallystick/screens/fulfillments/paths.ts'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ExpiringSearch } from './ExpiringSearch.tsx'
import {
  isNarrow,
  paramsOf,
  printQuestion,
  readQuestion,
  urgencyOf,
  type ExpiringQuestion,
} from './question.ts'

type Row = RowOf<typeof listExpiringLineItems>
type Chosen = Selection<Row>

/** Line items that one request names at most. */
const REQUEST_MAX = 500

const CELLS: NonNullable<ListPageProps<typeof listExpiringLineItems>['cells']> = {
  activationId: (row) => <span className="t-mono">{row.activationId}</span>,
  entitlementId: (row) => <span className="t-mono">{row.entitlementId}</span>,
  daysRemaining: (row) => (
    <span className="x-days" data-urgency={urgencyOf(row.daysRemaining)}>
      {numberText(row.daysRemaining)}
    </span>
  ),
}

/** Subscriptions and maintenance by the days that remain, and the request to renew them. ENT-09. */
export function ExpiringPage() {
  const query = useSearch({ strict: false }) as QueryValues
  const navigate = useNavigate()
  const { portal } = useApi().connection
  const question = readQuestion(query)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const ask = (next: ExpiringQuestion) =>
    void navigate({ to: '.', search: { ...query, ...printQuestion(next) } as never, resetScroll: false })
  const usual = readQuestion({})
  return (
    <>
      <ListPage
        list={listExpiringLineItems}
        params={paramsOf(question)}
        ownSearch={{
          content: <ExpiringSearch question={question} onAsk={ask} />,
          isNarrow: isNarrow(question),
          onClear: () => ask(usual),
        }}
        open={(row) => lineItemPath(portal, row.id)}
        linkColumn="product"
        cells={CELLS}
        selectionActions={(selection) => (
          <Button
            disabled={selection.count > REQUEST_MAX}
            title={selection.count > REQUEST_MAX ? `A request names at most ${REQUEST_MAX}.` : undefined}
            onClick={() => setChosen(selection)}
          >
            Request
          </Button>
        )}
        nothing={question.filters.includes('expired') ? 'Nothing has an end' : 'Nothing is to expire'}
        teach={teachOf(question)}
      />
      {chosen && (
        <RequestDialog chosen={chosen} params={paramsOf(question)} onClose={() => setChosen(null)} />
      )}
    </>
  )
}

function teachOf({ filters }: ExpiringQuestion): string {
  return filters.includes('expired')
    ? 'Subscriptions and maintenance that have a last day stand here.'
    : 'Nothing is about to expire. What has expired already can be shown by the filter.'
}

interface RequestDialogProps {
  readonly chosen: Chosen
  readonly params: Readonly<Record<string, unknown>>
  readonly onClose: () => void
}

/** Says what is about to be mailed, and to whom. */
function RequestDialog({ chosen, params, onClose }: RequestDialogProps) {
  const api = useApi()
  const { email } = useSession()
  const [isReading, setReading] = useState(false)
  const request = useCommand(requestRenewal, {
    says: ({ lineItems, copyTo }) =>
      `The request for ${countText(lineItems, 'line item')} was mailed. A copy goes to ${copyTo}.`,
    onDone: () => {
      chosen.clear()
      onClose()
    },
  })
  const send = async () => {
    if (!chosen.isAll) return request.mutate({ lineItems: [...chosen.ids] })
    setReading(true)
    const all = await api
      .page(listExpiringLineItems, { params, limit: REQUEST_MAX })
      .finally(() => setReading(false))
    request.mutate({ lineItems: all.rows.map(({ id }) => id) })
  }
  return (
    <ConfirmDialog
      opened
      title="Ask for the renewal?"
      consequence={
        <>
          <p>
            {`A mail goes to the producer: you would like to renew ${countText(chosen.count, 'line item')}. `}
            {`A copy of it goes to ${email}.`}
          </p>
          <p className="t-hint">Nothing is ordered by it. The producer gets in touch with you.</p>
        </>
      }
      act="Send request"
      call={actCall(requestRenewal, { lineItems: [...chosen.ids] })}
      isBusy={request.isPending || isReading}
      problem={request.error}
      onConfirm={() => void send()}
      onClose={onClose}
    />
  )
}

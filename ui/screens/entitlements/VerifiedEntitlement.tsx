import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { Dash, Day } from '@tallystick/kit/format/When.tsx'
import { useEffect, useRef } from 'react'
import { copiesText, type Entitlement } from './sold-words.ts'

/** What a verified entitlement would be; nothing is saved yet. Takes the focus, so that it is seen and heard. */
export function VerifiedEntitlement({ entitlement }: { readonly entitlement: Entitlement }) {
  const place = useRef<HTMLElement>(null)
  useEffect(() => place.current?.focus(), [entitlement])
  const { figures, lineItemCount, lineItems, soldTo, state } = entitlement
  const what = `${countText(lineItemCount, 'line item')} with ${copiesText(figures.copiesTotal)}`
  const word = state === 'deployed' ? 'deployed at once' : state === 'test' ? 'a test' : 'a draft'
  return (
    <section className="e-verified" ref={place} tabIndex={-1} aria-label="Result of the verification">
      <h2>All is well, and nothing is saved yet</h2>
      <p>
        {what} for {soldTo || 'nobody named yet'}, as {word}.
      </p>
      {lineItems.length > 0 && (
        <SimpleTable
          label="Line items as they would be"
          rows={lineItems}
          keyOf={(row) => row.id}
          empty=""
          columns={[
            { label: 'Product', cell: (row) => row.products },
            { label: 'License model', cell: (row) => row.licenseModel || <Dash /> },
            {
              label: 'Expiration',
              cell: (row) => (row.expiresOn ? <Day date={row.expiresOn} /> : row.expiration),
            },
            { label: 'Copies', isFigure: true, cell: (row) => numberText(row.copiesTotal) },
            { label: 'Maintenance', cell: (row) => row.maintenance.join(', ') || <Dash /> },
          ]}
        />
      )}
    </section>
  )
}

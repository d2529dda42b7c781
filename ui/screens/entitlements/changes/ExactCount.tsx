import { getExactAvailableCount } from '@tallystick/fulfillments/operations/get-exact-available-count.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'

/** How many copies of a replacing line item can be fulfilled now, and where they would come from. ACT-07. */
export function ExactCount({ id }: { readonly id: string }) {
  const { data } = useOperation(getExactAvailableCount, { id })
  if (!data || (data.parents.length === 0 && data.others.lineItems === 0)) return null
  const { lineItems } = data.others
  return (
    <p>
      <strong>{countText(data.exact, 'copy', 'copies')}</strong> of {numberText(data.total)} can be fulfilled
      now: {numberText(data.asNew)} by new activations, {numberText(data.byReplacing)} by replacing licenses
      of the earlier line items
      {lineItems > 0 && ` and of ${countText(lineItems, 'other', 'others')} whose products lead here`}.
    </p>
  )
}

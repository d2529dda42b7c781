import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { copiesAvailable } from '../rules/figures.ts'
import { termText } from '../rules/terms.ts'
import { chainOf } from '../store/chains.ts'
import { LineItems } from '../store/line-items.ts'
import { countsOf } from '../store/records.ts'
import { getLineItemChain } from './get-line-item-chain.contract.ts'

export default implementQuery(getLineItemChain, async (ctx, input) => {
  const { id } = await find(ctx, LineItems, input.id)
  const members = await chainOf(ctx, id)
  return {
    lineItems: members.map(({ place, record }) => ({
      ...record,
      place,
      entitlementId: record.entitlementCode,
      products: record.productsLabel,
      licenseModel: record.licenseModelLabel,
      expiration: termText(record.term, record.endsOn),
      copiesAvailable: copiesAvailable(countsOf(record)),
    })),
  }
})

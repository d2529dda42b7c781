import { historyOf } from '@tallystick/kernel/audit/history.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { LineItems } from '../store/line-items.ts'
import { getLineItemHistory } from './get-line-item-history.contract.ts'

export default implementQuery(getLineItemHistory, async (ctx, input) => {
  const lineItem = await find(ctx, LineItems, input.id)
  return { entries: await historyOf(ctx, 'line-item', lineItem.id) }
})

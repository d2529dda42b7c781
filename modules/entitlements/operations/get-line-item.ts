import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { viewLineItem } from '../line-item-view.ts'
import { LineItems } from '../store/line-items.ts'
import { getLineItem } from './get-line-item.contract.ts'

export default implementQuery(getLineItem, async (ctx, input) =>
  viewLineItem(ctx, await find(ctx, LineItems, input.id)),
)

import { historyOf } from '@tallystick/kernel/audit/history.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { Fulfillments } from '../resources.ts'
import { getLicenseHistory } from './get-license-history.contract.ts'

export default implementQuery(getLicenseHistory, async (ctx, input) => {
  const license = await find(ctx, Fulfillments, input.fulfillment)
  return { entries: await historyOf(ctx, 'fulfillment', license.id) }
})

import { historyWithDetails } from '@tallystick/kernel/audit/history.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { Fulfillments } from '../resources.ts'
import { getLicenseHistory } from './get-license-history.contract.ts'

/** What became of licenses, which are good again, what was issued, what changed, and what was exceeded by right. */
const SHOWN = [
  'ended',
  'goodAgain',
  'issued',
  'changes',
  'from',
  'beside',
  'host',
  'reason',
  'policiesOverridden',
]

export default implementQuery(getLicenseHistory, async (ctx, input) => {
  const license = await find(ctx, Fulfillments, input.fulfillment)
  const subject = { kind: 'fulfillment', id: license.id }
  return { entries: await historyWithDetails(ctx, subject, SHOWN) }
})

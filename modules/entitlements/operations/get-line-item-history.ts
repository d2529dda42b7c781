import { historyWithDetails } from '@tallystick/kernel/audit/history.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { LineItems } from '../store/line-items.ts'
import { getLineItemHistory } from './get-line-item-history.contract.ts'

/** What became of copies and licenses, where copies went, and what was exceeded by right. */
const SHOWN = [
  'copies',
  'overdraft',
  'ended',
  'issued',
  'replaced',
  'from',
  'account',
  'reason',
  'policiesOverridden',
]

export default implementQuery(getLineItemHistory, async (ctx, input) => {
  const lineItem = await find(ctx, LineItems, input.id)
  const entries = await historyWithDetails(ctx, { kind: 'line-item', id: lineItem.id }, SHOWN)
  return { entries: entries.map((entry) => ({ ...entry, details: ofOne(entry.details) })) }
})

/** Counts of several line items that were activated together: which of them is this one's is not told, so none is. */
function ofOne(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isShared = (value: unknown) => Array.isArray(value) && value.length > 1
  const { copies, overdraft, ...rest } = details
  return {
    ...rest,
    ...(copies === undefined || isShared(copies) ? {} : { copies }),
    ...(overdraft === undefined || isShared(overdraft) ? {} : { overdraft }),
  }
}

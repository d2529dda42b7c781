import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { countByState, countUsedUp, endingWithin } from '../store/figures.ts'
import { monthsFrom } from '../rules/months.ts'
import { getSalesFigures } from './get-sales-figures.contract.ts'

/** Months of the chart. */
const MONTHS = 12

/** Days of "soon". */
const SOON_DAYS = 30

export default implementQuery(getSalesFigures, async (ctx) => {
  const today = ctx.now.toZonedDateTimeISO('UTC').toPlainDate()
  const soon = { from: today.toString(), to: today.add({ days: SOON_DAYS }).toString() }
  const [endingSoon, ...endingByMonth] = await endingWithin(ctx, [soon, ...monthsFrom(today, MONTHS)])
  return {
    endingByMonth,
    endingSoon: endingSoon ?? { ...soon, lineItems: 0, copies: 0 },
    usedUp: await countUsedUp(ctx, today.toString()),
    entitlementsByState: await countByState(ctx),
  }
})

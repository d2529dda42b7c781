import { attributeRefusalTexts } from '@tallystick/catalog/rules/attribute-texts.ts'
import { hostRefusals } from '@tallystick/hosts/contracts.ts'
import { refusedSince } from '@tallystick/kernel/audit/refused.ts'
import { fillText, type RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'
import { implementQuery, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { fulfillmentRefusals } from '../refusals.ts'
import { weeksUntil } from '../rules/weeks.ts'
import { activationsWithin, countEnding, countRunning, topProducts } from '../store/figures.ts'
import { activateLineItems } from './activate-line-items.contract.ts'
import { getLicenseFigures } from './get-license-figures.contract.ts'

const WEEKS = 26
const ENDING_DAYS = [30, 90] as const
const PRODUCTS_DAYS = 30
const REFUSED_DAYS = 7

/** Sentences of all refusals of an activation. */
const TEXTS: RefusalTexts = { ...attributeRefusalTexts, ...hostRefusals, ...fulfillmentRefusals }

export default implementQuery(getLicenseFigures, async (ctx) => {
  const today = ctx.now.toZonedDateTimeISO('UTC').toPlainDate()
  const ending = ENDING_DAYS.map((days) => ({
    days,
    from: today.toString(),
    to: today.add({ days }).toString(),
  }))
  const topProductsFrom = today.subtract({ days: PRODUCTS_DAYS }).toString()
  return {
    activationsByWeek: await activationsWithin(ctx, weeksUntil(today, WEEKS)),
    running: await countRunning(ctx, today.toString()),
    ending: await Promise.all(ending.map(async (span) => ({ ...span, ...(await countEnding(ctx, span)) }))),
    topProducts: await topProducts(ctx, topProductsFrom),
    topProductsFrom,
    refused: await refusedActivations(ctx),
    refusedFrom: today.subtract({ days: REFUSED_DAYS }).toString(),
  }
})

/**
 * The audit log does not say whose entitlement was refused, so that only who sees everybody's may read
 * it.
 */
async function refusedActivations(ctx: QueryContext) {
  if (!ctx.scope.all) return null
  const figures = await refusedSince(
    ctx,
    activateLineItems.name,
    ctx.now.subtract({ hours: 24 * REFUSED_DAYS }),
  )
  return figures.map(({ lastData, ...figure }) => ({
    ...figure,
    lastSentence: fillText(TEXTS[figure.code]?.say ?? '', lastData),
  }))
}

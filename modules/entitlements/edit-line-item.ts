import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { byKey, inputOfLineItem } from './input-of.ts'
import type { LineItemWish } from './operations/line-item-shapes.contract.ts'
import { saleFactsOf, wantedOf } from './prepare-line-items.ts'
import { sizeRefusal } from './rules/edits.ts'
import { isOpen } from './rules/lifecycle.ts'
import { planLineItem, type PlannedLineItem } from './rules/line-item-plan.ts'
import type { Goods } from './store/catalog-facts.ts'
import type { LineItemRecord } from './store/records.ts'

/**
 * The line item after an edit. A draft or test is planned anew as a whole; of a deployed one only the
 * descriptive fields change, whatever its goods have become since. Ends the operation with the first refusal.
 */
export function planEdit(
  ctx: QueryContext,
  record: LineItemRecord,
  edit: LineItemWish,
  goods: Goods,
): PlannedLineItem {
  if (!isOpen(record.state)) return describedAnew(record, edit)
  const wish = merged(record, edit)
  const kept = new Set([...record.products.map(({ productId }) => productId), record.licenseModelId ?? ''])
  const today = ctx.now.toZonedDateTimeISO('UTC').toPlainDate().toString()
  const plan = planLineItem(wantedOf(wish, today), saleFactsOf(wish, goods, record.state, kept))
  if (isRefusal(plan)) ctx.refuse(plan)
  const refusal = sizeRefusal(record, plan)
  if (refusal) ctx.refuse(refusal)
  // What an activation of a test has written back stays, as long as the option does.
  const keepsStart = plan.startOption !== 'specify-now' && plan.startOption === record.startOption
  return keepsStart ? { ...plan, startsOn: record.startsOn } : plan
}

/** The record with the edit over it. What follows from a changed field and was not given is decided anew. */
function merged(record: LineItemRecord, edit: LineItemWish): LineItemWish {
  const before = inputOfLineItem(record, byKey)
  const isAsked =
    record.startOption === 'specify-now' && (edit.startOption ?? 'specify-now') === 'specify-now'
  const otherGoods = edit.products !== undefined || edit.partNumber !== undefined || edit.kind !== undefined
  const otherModel = otherGoods || edit.licenseModel !== undefined
  return {
    ...before,
    startsOn: isAsked ? before.startsOn : null,
    ...(otherGoods && { licenseModel: null, productLine: null }),
    ...(otherModel && { extraActivations: undefined }),
    ...(edit.products !== undefined && { partNumber: null }),
    ...(edit.partNumber && { products: [] }),
    ...Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)),
  }
}

/** A stored line item as it is, in the shape of a plan; for another one that is like it. */
export function planOfRecord(record: LineItemRecord): PlannedLineItem {
  return describedAnew(record, {})
}

function describedAnew(record: LineItemRecord, edit: LineItemWish): PlannedLineItem {
  const { kind, copiesTotal, extraActivationsMax, overdraftMax, startOption, startsOn, term, technology } =
    record
  const { versionDateOption, versionDate, versionDuration, timeZone, attributes, policies } = record
  return {
    kind,
    copiesTotal,
    extraActivationsMax,
    overdraftMax,
    startOption,
    startsOn,
    term,
    technology,
    versionDateOption,
    versionDate,
    versionDuration,
    timeZone,
    attributes,
    policies,
    products: record.products,
    licenseModelId: record.licenseModelId,
    partNumberId: record.partNumberId,
    productLineId: record.productLineId,
    labels: {
      products: record.productsLabel,
      versions: record.versionsLabel,
      partNumber: record.partNumberLabel,
      licenseModel: record.licenseModelLabel,
    },
    description: edit.description ?? record.description,
    orderId: edit.orderId ?? record.orderId,
    orderLineNumber: edit.orderLineNumber ?? record.orderLineNumber,
    customAttributes: edit.customAttributes ?? record.customAttributes,
  }
}

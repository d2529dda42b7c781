import { problemInWords } from '@tallystick/kernel/errors/problem-in-words.ts'
import { NotFound, Refused } from '@tallystick/kernel/errors/problems.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { planChange } from '../change-line-item.ts'
import { changeTexts } from '../change-texts.ts'
import { changeOf, selectionOf } from '../change-selection.ts'
import { endsOn, termText } from '../rules/terms.ts'
import { selectedLineItems, type SelectedLineItem } from '../store/bulk-changes.ts'
import { beginGathering } from '../store/gathered.ts'
import {
  planLineItemChanges,
  PREVIEW_MAX,
  type BulkChange,
  type PlannedChangeRow,
} from './bulk-changes.contract.ts'

export default implement(planLineItemChanges, async (ctx, input) => {
  const { selection, total } = await selectionOf(ctx, input)
  // The goods of all rows are much the same; what is read once is kept for this transaction.
  beginGathering(ctx)
  const rows: PlannedChangeRow[] = []
  for (const one of await selectedLineItems(ctx, selection, PREVIEW_MAX)) {
    rows.push(await plannedRow(ctx, input, one))
  }
  const refused = rows.filter(({ becomes }) => becomes === null).length
  return { total, changed: rows.length - refused, refused, rows }
})

/** What would become of a line item; a refusal is the answer of its row, and the other rows go on. */
async function plannedRow(
  ctx: QueryContext,
  input: BulkChange,
  one: SelectedLineItem,
): Promise<PlannedChangeRow> {
  try {
    const { added, parentState } = await planChange(ctx, input.kind, changeOf(input, one.id), find)
    const { plan } = added
    const becomes = {
      products: plan.labels.products,
      licenseModel: plan.labels.licenseModel,
      copies: plan.copiesTotal,
      startsOn: plan.startsOn,
      expiration: termText(plan.term, endsOn(plan.term, plan.startsOn)),
      parentState,
    }
    return { ...one, becomes, code: null, reason: null }
  } catch (error) {
    if (!(error instanceof Refused) && !(error instanceof NotFound)) throw error
    return {
      ...one,
      becomes: null,
      ...(problemInWords(error, changeTexts) as { code: string; reason: string }),
    }
  }
}

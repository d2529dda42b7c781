import { copiesRefusal, overdraftRefusal } from '@tallystick/entitlements/rules/figures.ts'
import { readCount } from '@tallystick/fulfillments/rules/counts.ts'
import { remainingRefusal } from '@tallystick/fulfillments/rules/replace-licenses.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import type { ActivationDraft } from './draft.ts'
import type { StepProblem } from './fields.ts'
import type { FormItem } from './form.ts'
import {
  CHANGE_WORDS,
  choiceField,
  placesOf,
  replaceField,
  replacingOf,
  rowsAt,
  sharesOfItem,
  sharesOfPlace,
  type Grids,
  type Place,
} from './replacing.ts'
import { sentencesOf } from './say.ts'
import { overdraftOfItem } from './totals.ts'

/** What keeps the counts of a replacing line item from being right, by the rules of the server. ACT-06. */
export function replacingProblems(
  draft: ActivationDraft,
  item: FormItem,
  grids: Grids,
  fields: { readonly sum: string; readonly first: string },
): readonly StepProblem[] {
  const problems = placesOf(draft, item).flatMap((place) => placeProblems(draft, place, item, grids))
  if (problems.length > 0) return problems
  const asked = sharesOfItem(draft, item)
  if (asked.fresh + asked.replaced === 0) {
    const message = item.asks.count
      ? 'Enter how many copies this host gets, or how many are replaced.'
      : 'Choose at least one host that gets a license.'
    return [{ field: fields.first, message }]
  }
  const wrong =
    copiesRefusal(item.counts, asked.fresh) ??
    remainingRefusal(item.counts, asked) ??
    overdraftRefusal(item.counts, overdraftOfItem(draft, item))
  return wrong ? [{ field: fields.sum, message: sentencesOf(wrong) }] : []
}

function placeProblems(
  draft: ActivationDraft,
  place: Place,
  item: FormItem,
  grids: Grids,
): readonly StepProblem[] {
  const { choice, copies } = replacingOf(draft, place, item)
  if (!item.asks.count && choice === null) {
    return [{ field: choiceField(place, item.id), message: 'Say what happens on this host.' }]
  }
  if (!item.asks.count && choice !== 'replace') return []
  const rows = rowsAt(grids, place, item) ?? []
  const problems = rows.flatMap((row) => {
    const field = replaceField(place, item.id, row.lineItemId)
    const count = copies[row.lineItemId] ?? 0
    const read = readCount(count, 'copies', 0)
    if (isRefusal(read)) return [{ field, message: sentencesOf(read) }]
    if (count <= row.available) return []
    const { available } = row
    return [{ field, message: `${available} are active there. Replace at most ${available}.` }]
  })
  const { replaced } = sharesOfPlace(draft, place, item)
  if (problems.length > 0 || item.asks.count || replaced === 1) return problems
  const verb = item.changeKind ? CHANGE_WORDS[item.changeKind].verb.toLowerCase() : 'replace'
  return [{ field: choiceField(place, item.id), message: `Choose the license to ${verb}.` }]
}

import { LineItemFields } from '@tallystick/entitlements/operations/line-item-shapes.contract.ts'
import { problemsOf, type FieldProblems } from '@tallystick/kit/form/field-problems.ts'
import { wishOf, type LineItemDraft } from './line-item-draft.ts'

/**
 * What is wrong with a line item that is being filled in, by field. Empty when it can be sent.
 *
 * First what is missing, then what the contract's own schema says; the rules of the room have the last word.
 */
export function draftProblems(draft: LineItemDraft): FieldProblems {
  return { ...renamed(problemsOf(LineItemFields, wishOf(draft))), ...missing(draft) }
}

function missing(draft: LineItemDraft): FieldProblems {
  const asksTerm = draft.known?.asksTerm ?? true
  const { termKind } = draft
  const found: readonly (readonly [string, string] | false)[] = [
    ...draft.products.map(
      ({ product }, at) =>
        draft.goods === 'products' &&
        product === null &&
        ([`products.${at}.product`, 'Choose a product.'] as const),
    ),
    draft.goods === 'part-number' && draft.partNumber === null && ['partNumber', 'Choose a part number.'],
    draft.kind === 'licensed' &&
      hasGoods(draft) &&
      !hasModel(draft) && ['licenseModel', 'Choose a license model.'],
    (draft.copies ?? 0) < 1 && ['copies', 'At least 1.'],
    draft.startOption === 'specify-now' &&
      draft.startsOn === '' && ['startsOn', 'Choose the day on which it starts.'],
    asksTerm && termKind === null && ['term', 'Choose one: permanent, a last day, or a duration.'],
    asksTerm && termKind === 'date' && draft.expiresOn === '' && ['expiresOn', 'Choose the last day of use.'],
    asksTerm && termKind === 'date' && isBefore(draft) && ['expiresOn', 'It would end before it starts.'],
    asksTerm && termKind === 'duration' && (draft.duration.amount ?? 0) < 1 && ['duration', 'At least 1.'],
    draft.versionDateOption === 'specify-now' && draft.versionDate === '' && ['versionDate', 'Choose a day.'],
  ]
  return Object.fromEntries(found.filter((one): one is readonly [string, string] => one !== false))
}

function hasGoods(draft: LineItemDraft): boolean {
  return draft.goods === 'part-number'
    ? draft.partNumber !== null
    : draft.products.some(({ product }) => product !== null)
}

/** Chosen, or the only possible one, or that of the part number. */
function hasModel({ known, licenseModel }: LineItemDraft): boolean {
  return known !== null || licenseModel !== null
}

function isBefore({ startOption, startsOn, expiresOn }: LineItemDraft): boolean {
  return startOption === 'specify-now' && expiresOn !== '' && startsOn !== '' && expiresOn < startsOn
}

/** The draft's fields for those of the contract. */
function renamed(problems: FieldProblems): FieldProblems {
  const names: Readonly<Record<string, string>> = { 'term.amount': 'duration', 'term.expiresOn': 'expiresOn' }
  return Object.fromEntries(Object.entries(problems).map(([path, text]) => [names[path] ?? path, text]))
}

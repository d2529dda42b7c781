import type { InputOf } from '@tallystick/api/client.ts'
import type { planLineItemChanges } from '@tallystick/entitlements/contracts.ts'
import type { ChangeKind } from '@tallystick/entitlements/model.ts'
import type { FieldProblems } from '@tallystick/kit/form/field-problems.ts'
import type { DurationDraft } from '../line-item-draft.ts'

/** Steps of the wizard. */
export const STEPS = ['items', 'terms', 'review'] as const

/** A step of the wizard. */
export type ChangeStep = (typeof STEPS)[number]

/** Changes of line items while they are filled in. */
export interface ChangeDraft {
  readonly kind: ChangeKind
  /** Keys of line items that were chosen in a list; else those of accounts and products are looked for. */
  readonly lineItems: readonly string[]
  readonly accounts: readonly string[]
  readonly products: readonly string[]
  readonly targets: readonly string[]
  readonly licenseModel: string | null
  readonly copiesOf: 'all' | 'some'
  readonly copies: number | null
  readonly start: 'today' | 'date' | 'parent-end'
  readonly startsOn: string
  readonly term: 'follows' | 'permanent' | 'date' | 'duration'
  readonly expiresOn: string
  readonly duration: DurationDraft
  readonly orderId: string
  readonly description: string
  readonly keepsParent: boolean
  readonly deploys: boolean
}

/** An empty change of some line items. */
export function emptyChange(kind: ChangeKind, lineItems: readonly string[]): ChangeDraft {
  return {
    kind,
    lineItems,
    accounts: [],
    products: [],
    targets: [],
    licenseModel: null,
    copiesOf: 'all',
    copies: null,
    start: 'today',
    startsOn: '',
    term: 'follows',
    expiresOn: '',
    duration: { amount: 1, unit: 'years' },
    orderId: '',
    description: '',
    keepsParent: true,
    deploys: true,
  }
}

/** What is missing or wrong, by field, each with its step. */
export function changeProblems(draft: ChangeDraft): Readonly<Record<'items' | 'terms', FieldProblems>> {
  const terms: Record<string, string> = {}
  if (draft.copiesOf === 'some' && !isCount(draft.copies))
    terms['copies'] = 'A whole number from 1 is needed.'
  if (draft.start === 'date' && !draft.startsOn) terms['startsOn'] = 'Choose the day on which they start.'
  if (draft.term === 'date' && !draft.expiresOn) terms['expiresOn'] = 'Choose the last day of use.'
  if (draft.term === 'duration' && !isCount(draft.duration.amount)) {
    terms['duration'] = 'A whole number from 1 is needed.'
  }
  const isSelected = draft.lineItems.length + draft.accounts.length + draft.products.length > 0
  return { items: isSelected ? {} : { selection: 'Choose accounts or products.' }, terms }
}

/** The draft as the input of the plan and of the job. Only renewals may start when the parent ends. */
export function changeInput(draft: ChangeDraft): InputOf<typeof planLineItemChanges> {
  const start = draft.kind !== 'renewal' && draft.start === 'parent-end' ? 'today' : draft.start
  return {
    kind: draft.kind,
    ...(draft.lineItems.length > 0 && { lineItems: [...draft.lineItems] }),
    ...(draft.lineItems.length === 0 && draft.accounts.length > 0 && { accounts: [...draft.accounts] }),
    ...(draft.lineItems.length === 0 && draft.products.length > 0 && { products: [...draft.products] }),
    ...(draft.kind !== 'renewal' && draft.targets.length > 0 && { targets: [...draft.targets] }),
    ...(draft.licenseModel !== null && { licenseModel: draft.licenseModel }),
    ...(draft.copiesOf === 'some' && draft.copies !== null && { copies: draft.copies }),
    ...(start === 'date' && { startsOn: draft.startsOn }),
    ...(start === 'parent-end' && { startsWhenParentEnds: true }),
    ...termOf(draft),
    ...(draft.orderId && { orderId: draft.orderId }),
    ...(draft.description && { description: draft.description }),
    allowActivationsOnParent: draft.keepsParent,
    autoDeploy: draft.deploys,
  }
}

function termOf(draft: ChangeDraft): Pick<InputOf<typeof planLineItemChanges>, 'term'> {
  if (draft.term === 'permanent') return { term: { kind: 'permanent' } }
  if (draft.term === 'date') return { term: { kind: 'date', expiresOn: draft.expiresOn } }
  if (draft.term === 'follows') return {}
  const { amount, unit } = draft.duration
  return { term: { kind: 'duration', amount: amount ?? 1, unit } }
}

function isCount(value: number | null): boolean {
  return value !== null && Number.isInteger(value) && value >= 1
}

/** Where a draft waits for a reload of this tab. */
function keyOf(kind: string, lineItems: readonly string[]): string {
  return `tally.change:${kind}:${lineItems.join(',')}`
}

/** The draft that was left behind by a reload; an empty one when there is none. */
export function readChange(kind: ChangeKind, lineItems: readonly string[]): ChangeDraft {
  try {
    const text = sessionStorage.getItem(keyOf(kind, lineItems))
    return text === null
      ? emptyChange(kind, lineItems)
      : { ...emptyChange(kind, lineItems), ...JSON.parse(text) }
  } catch {
    return emptyChange(kind, lineItems)
  }
}

/** Keeps a draft for a reload; null forgets it. */
export function writeChange(kind: ChangeKind, lineItems: readonly string[], draft: ChangeDraft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(keyOf(kind, lineItems))
    else sessionStorage.setItem(keyOf(kind, lineItems), JSON.stringify(draft))
  } catch {
    // Private windows may forbid it.
  }
}

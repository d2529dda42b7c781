import type { InputOf, OutputOf } from '@tallystick/api/client.ts'
import { readCount } from '@tallystick/fulfillments/rules/counts.ts'
import type { listReplacingLineItems } from '@tallystick/fulfillments/operations/list-replacing-line-items.contract.ts'
import type { upgradeLicense } from '@tallystick/fulfillments/operations/upgrade-license.contract.ts'
import { overdraftRefusal } from '@tallystick/entitlements/rules/figures.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { problemsOf as problemsOfActivation } from '../activation/check.ts'
import type { ActivationDraft } from '../activation/draft.ts'
import type { StepProblem } from '../activation/fields.ts'
import { firstItem, type ActivationForm } from '../activation/form.ts'
import { requestOf as activationOf } from '../activation/request.ts'
import { sentencesOf } from '../activation/say.ts'

/** The line items to which a license can go. */
export type UpgradeChoices = OutputOf<typeof listReplacingLineItems>

/** One of them. */
export type UpgradeChoice = UpgradeChoices['lineItems'][number]

/** The steps in their order. */
export const UPGRADE_STEPS = ['choose', 'settings', 'review'] as const

/** One step. */
export type UpgradeStep = (typeof UPGRADE_STEPS)[number]

/** Everything that was said so far. */
export interface UpgradeDraft {
  readonly step: UpgradeStep
  /** Null while none is chosen. */
  readonly lineItem: string | null
  readonly isWhole: boolean
  readonly copies: number | null
  readonly overdraft: number | null
  /** What was said in the settings of each line item: another choice loses nothing. */
  readonly settings: Readonly<Record<string, ActivationDraft>>
  /** Idempotency key of the reviewed request. */
  readonly key: string
}

/** The draft that a fresh wizard begins with; an only choice is made already. */
export function newUpgrade({ lineItems }: UpgradeChoices, key: string): UpgradeDraft {
  const possible = lineItems.filter(({ refusal }) => refusal === null)
  return {
    step: 'choose',
    lineItem: possible.length === 1 ? (possible[0]?.id ?? null) : null,
    isWhole: true,
    copies: null,
    overdraft: null,
    settings: {},
    key,
  }
}

/** What keeps the first step from being done: the line item, and how much goes to it. LIFE-05. */
export function choiceProblems(draft: UpgradeDraft, choices: UpgradeChoices): readonly StepProblem[] {
  const chosen = choices.lineItems.find(({ id }) => id === draft.lineItem)
  if (!chosen) return [{ field: 'line-item', message: 'Choose where the license goes.' }]
  const copies = draft.isWhole ? choices.copies : draft.copies
  const field = draft.isWhole ? 'line-item' : 'part-copies'
  if (copies === null) return [{ field, message: 'Enter how many copies go.' }]
  const read = readCount(copies, 'copies')
  if (isRefusal(read)) return [{ field, message: sentencesOf(read) }]
  if (copies > choices.copies) {
    return [{ field, message: `The license has ${choices.copies} copies. Enter at most as many.` }]
  }
  if (copies > chosen.remaining) {
    const figures = { total: chosen.total, remaining: chosen.remaining, replaced: copies, requested: copies }
    return [{ field, message: sentencesOf(refuse('remaining-exceeded', figures)) }]
  }
  return []
}

/** What is wrong in the settings; `form` asks what the chosen line item asks. */
export function settingsProblems(
  draft: UpgradeDraft,
  form: ActivationForm,
  settings: ActivationDraft,
): readonly StepProblem[] {
  const problems = problemsOfActivation('settings', settings, form)
  const { asks, counts } = firstItem(form)
  if (!asks.overdraft || draft.overdraft === null) return problems
  const read = readCount(draft.overdraft, 'overdraft', 0)
  const wrong = isRefusal(read) ? read : overdraftRefusal(counts, draft.overdraft)
  return wrong ? [...problems, { field: 'overdraft', message: sentencesOf(wrong) }] : problems
}

/** The request that a draft stands for. */
export function upgradeRequest(
  fulfillment: string,
  draft: UpgradeDraft,
  form: ActivationForm,
  settings: ActivationDraft,
): InputOf<typeof upgradeLicense> {
  const { items, shipToEmail, shipToAddress } = activationOf(settings, form)
  const { lineItem: _lineItem, hosts: _hosts, ...asked } = items[0] ?? { lineItem: '', hosts: [] }
  return {
    fulfillment,
    lineItem: draft.lineItem ?? '',
    ...asked,
    ...(draft.isWhole ? {} : { copies: draft.copies }),
    ...(draft.overdraft ? { overdraft: draft.overdraft } : {}),
    shipToEmail: shipToEmail ?? '',
    shipToAddress: shipToAddress ?? '',
  }
}

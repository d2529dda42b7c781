import type { ApiProblem, OutputOf } from '@tallystick/api/client.ts'
import { getActivationForm } from '@tallystick/fulfillments/operations/get-activation-form.contract.ts'
import { listReplacingLineItems } from '@tallystick/fulfillments/operations/list-replacing-line-items.contract.ts'
import { upgradeLicense } from '@tallystick/fulfillments/operations/upgrade-license.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { announce } from '@tallystick/kit/feedback/announce.ts'
import { useKept } from '@tallystick/kit/form/use-kept.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { newDraft, type ActivationDraft } from '../activation/draft.ts'
import type { StepProblem } from '../activation/fields.ts'
import { formOf, type ActivationForm } from '../activation/form.ts'
import {
  choiceProblems,
  newUpgrade,
  settingsProblems,
  upgradeRequest,
  UPGRADE_STEPS,
  type UpgradeChoices,
  type UpgradeDraft,
  type UpgradeStep,
} from './upgrade-draft.ts'

/** What the command answers. */
export type UpgradeOutcome = OutputOf<typeof upgradeLicense>

/** An upgrade, upsell or renewal of a license while somebody is at it. */
export interface UpgradeWizard {
  readonly choices: UpgradeChoices
  readonly draft: UpgradeDraft
  /** What the chosen line item asks; null while it is not known. */
  readonly form: ActivationForm | null
  readonly settings: ActivationDraft | null
  readonly change: (patch: Partial<UpgradeDraft>) => void
  readonly changeSettings: (patch: Partial<ActivationDraft>) => void
  readonly problemAt: (field: string) => string | null
  readonly leave: (field: string) => void
  readonly isWrong: (step: UpgradeStep) => boolean
  /** Goes to a step; answers the first wrong field on the way instead, where there is one. */
  readonly goTo: (step: UpgradeStep) => string | null
  readonly verified: UpgradeOutcome | null
  readonly isVerifying: boolean
  readonly isActing: boolean
  readonly problem: ApiProblem | null
  readonly act: () => void
  readonly request: ReturnType<typeof upgradeRequest> | null
}

/** Keeps what was typed, verifies when the review is opened, and acts once per reviewed request. */
export function useUpgrade(
  license: { readonly id: string; readonly shipToEmail: string; readonly shipToAddress: string },
  choices: UpgradeChoices,
  onDone: (outcome: UpgradeOutcome) => void,
): UpgradeWizard {
  const api = useApi()
  const client = useQueryClient()
  const [draft, setDraft] = useKept(`upgrade:${license.id}`, () => newUpgrade(choices, newKey()))
  const [tried, setTried] = useState<ReadonlySet<UpgradeStep>>(new Set())
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const form = useChosenForm(draft.lineItem)
  const settings = useMemo(() => {
    if (form === null || draft.lineItem === null) return null
    const { shipToEmail, shipToAddress } = license
    return draft.settings[draft.lineItem] ?? { ...newDraft(form, ''), shipToEmail, shipToAddress }
  }, [form, draft, license])
  const request = form && settings ? upgradeRequest(license.id, draft, form, settings) : null

  const problemsOf = (step: UpgradeStep): readonly StepProblem[] => {
    if (step === 'choose') return choiceProblems(draft, choices)
    return step === 'settings' && form && settings ? settingsProblems(draft, form, settings) : []
  }
  const verified = useQuery<UpgradeOutcome, ApiProblem>({
    queryKey: ['verify-upgrade', draft.key, request],
    queryFn: ({ signal }) => api.call(upgradeLicense, request as never, { verify: true, signal }),
    enabled: draft.step === 'review' && request !== null,
    retry: false,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  })
  const acted = useMutation<UpgradeOutcome, ApiProblem>({
    mutationFn: () => api.call(upgradeLicense, request as never, { key: draft.key }),
    onSuccess: (outcome) => {
      announce('License replaced.')
      onDone(outcome)
      const ofOthers = (name: unknown) => name !== 'verify-upgrade' && name !== listReplacingLineItems.name
      void client.invalidateQueries({ predicate: ({ queryKey }) => ofOthers(queryKey[0]) })
    },
  })
  const put = (patch: Partial<UpgradeDraft>) => {
    acted.reset()
    setDraft((before) => ({ ...before, ...patch, key: newKey() }))
  }
  return {
    choices,
    draft,
    form,
    settings,
    change: put,
    changeSettings: (patch) => {
      if (settings === null || draft.lineItem === null) return
      put({ settings: { ...draft.settings, [draft.lineItem]: { ...settings, ...patch } } })
    },
    problemAt: (field) => {
      const found = problemsOf(draft.step).find((one) => one.field === field)
      return found && (tried.has(draft.step) || left.has(field)) ? found.message : null
    },
    leave: (field) => setLeft((before) => new Set(before).add(field)),
    isWrong: (step) => tried.has(step) && problemsOf(step).length > 0,
    goTo: (next) => {
      const passed = UPGRADE_STEPS.slice(0, UPGRADE_STEPS.indexOf(next))
      const wrong = passed.find((step) => problemsOf(step).length > 0)
      setTried(new Set([...tried, draft.step, ...passed]))
      acted.reset()
      setDraft((before) => ({ ...before, step: wrong ?? next }))
      return wrong ? (problemsOf(wrong)[0]?.field ?? null) : null
    },
    verified: verified.data ?? null,
    isVerifying: verified.isFetching,
    isActing: acted.isPending,
    problem: acted.error ?? (verified.isFetching ? null : verified.error),
    act: () => acted.mutate(),
    request,
  }
}

/** What the activation of the chosen line item asks. */
function useChosenForm(lineItem: string | null): ActivationForm | null {
  const { data } = useOperation(
    getActivationForm,
    { lineItems: lineItem ?? '' },
    { enabled: lineItem !== null },
  )
  return useMemo(() => (data ? formOf(data) : null), [data])
}

function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}

import type { ApiProblem } from '@tallystick/api/client.ts'
import type { Contract } from '@tallystick/kernel/operation/define.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { announce } from '@tallystick/kit/feedback/announce.ts'
import { useKept } from '@tallystick/kit/form/use-kept.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ACT_CONTRACTS, ACT_WORDS } from './act-words.ts'
import { newDraft, problemsOf, requestOf, type SupportDraft } from './support-draft.ts'
import type { Outcome, SupportForm } from './support-form.ts'

/** An act on a license while somebody is at it. */
export interface SupportWizard {
  readonly form: SupportForm
  readonly draft: SupportDraft
  readonly change: (patch: Partial<SupportDraft>) => void
  /** Shown only after somebody tried to go on. */
  readonly problemAt: (field: string) => string | null
  readonly hasProblems: boolean
  /** Goes to a step; answers the first wrong field instead where there is one. */
  readonly goTo: (step: SupportDraft['step']) => string | null
  readonly contract: Contract
  readonly request: Readonly<Record<string, unknown>>
  readonly verified: Outcome | null
  readonly isVerifying: boolean
  readonly isActing: boolean
  readonly problem: ApiProblem | null
  readonly act: () => void
}

/**
 * Keeps what was typed, verifies as soon as the review is opened, and acts once per reviewed request: pressing twice,
 * or again after a lost answer, does it once.
 */
export function useSupport(form: SupportForm, onDone: (outcome: Outcome) => void): SupportWizard {
  const api = useApi()
  const client = useQueryClient()
  const [draft, setDraft] = useKept<SupportDraft>(`${form.act}:${form.license.id}`, () => newDraft(form))
  const [isTried, setTried] = useState(false)
  const problems = problemsOf(form, draft)
  const contract = ACT_CONTRACTS[form.act] as unknown as Contract
  const request = requestOf(form, draft)
  const call = (choices: object) => api.call(contract, request as never, choices) as Promise<Outcome>
  const verified = useQuery<Outcome, ApiProblem>({
    queryKey: ['verify-support', form.act, draft.key, request],
    queryFn: ({ signal }) => call({ verify: true, signal }),
    enabled: draft.step === 'review',
    retry: false,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  })
  const acted = useMutation<Outcome, ApiProblem>({
    mutationFn: () => call({ key: draft.key }),
    onSuccess: (outcome) => {
      announce(ACT_WORDS[form.act].done)
      onDone(outcome)
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'verify-support' })
    },
  })
  const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join('-')
  return {
    form,
    draft,
    change: (patch) => {
      acted.reset()
      setDraft({ ...draft, ...patch, key: newKey() })
    },
    problemAt: (field) => (isTried ? (problems.get(field) ?? null) : null),
    hasProblems: isTried && problems.size > 0,
    goTo: (step) => {
      const [wrong] = problems.keys()
      if (step === 'review') setTried(true)
      if (step === 'review' && wrong !== undefined) return wrong
      acted.reset()
      setDraft({ ...draft, step })
      return null
    },
    contract,
    request,
    verified: verified.data ?? null,
    isVerifying: verified.isFetching,
    isActing: acted.isPending,
    problem: acted.error ?? (verified.isFetching ? null : verified.error),
    act: () => acted.mutate(),
  }
}

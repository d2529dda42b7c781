import type { ApiProblem } from '@tallystick/api/client.ts'
import { activateLineItems } from '@tallystick/fulfillments/operations/activate-line-items.contract.ts'
import { getActivationForm } from '@tallystick/fulfillments/operations/get-activation-form.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { announce } from '@tallystick/kit/feedback/announce.ts'
import { countText } from '@tallystick/kit/format/dates.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { requestOf } from './request.ts'
import type { ActivationOutput } from './ReviewStep.tsx'
import type { Wizard } from './use-draft.ts'

/** Verifying, which writes nothing, and generating, which happens once per reviewed request. */
export interface Activation {
  readonly verified: ActivationOutput | null
  readonly isVerifying: boolean
  readonly isGenerating: boolean
  /** The last "no" of either. */
  readonly problem: ApiProblem | null
  readonly verify: () => void
  readonly generate: () => void
}

/**
 * Verifies as soon as the review is opened, so that nobody generates what will be refused. The idempotency key
 * belongs to the reviewed draft: pressing twice, or again after a lost answer, makes the licenses once.
 */
export function useActivation(
  wizard: Wizard,
  onDone: (ids: readonly string[], joinedIds: readonly string[]) => void,
): Activation {
  const api = useApi()
  const client = useQueryClient()
  const { draft, form, step } = wizard
  // After a "no" the figures may be others: somebody else was faster.
  const refreshFigures = (problem: unknown): never => {
    void client.invalidateQueries({ queryKey: [getActivationForm.name] })
    throw problem
  }
  const verified = useQuery<ActivationOutput, ApiProblem>({
    queryKey: ['verify-activation', draft.key],
    queryFn: ({ signal }) =>
      api.call(activateLineItems, requestOf(draft, form), { verify: true, signal }).catch(refreshFigures),
    enabled: step === 'review',
    retry: false,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  })
  const generated = useMutation<ActivationOutput, ApiProblem, string>({
    mutationFn: (key) => api.call(activateLineItems, requestOf(draft, form), { key }).catch(refreshFigures),
    onSuccess: ({ licenses, consolidated }) => {
      wizard.forget()
      announce(`${countText(licenses.length, 'license')} generated.`)
      onDone(
        licenses.map((license) => license.id),
        consolidated.map(({ id }) => id),
      )
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'verify-activation' })
    },
  })
  const generateProblem = generated.variables === draft.key ? generated.error : null
  return {
    verified: verified.data ?? null,
    isVerifying: verified.isFetching,
    isGenerating: generated.isPending,
    problem: generateProblem ?? (verified.isFetching ? null : verified.error),
    verify: () => {
      generated.reset()
      void verified.refetch()
    },
    generate: () => generated.mutate(draft.key),
  }
}

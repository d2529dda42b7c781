import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { problemsOf } from './check.ts'
import { newDraft, STEPS, type ActivationDraft, type Step } from './draft.ts'
import { readDraft, writeDraft } from './draft-store.ts'
import type { ActivationForm } from './form.ts'
import type { StepProps } from './step-props.ts'
import { useGrids } from './use-grids.ts'

/** The wizard's state: what was said, where the person is, and what is wrong there. */
export interface Wizard extends StepProps {
  readonly step: Exclude<Step, 'licenses'>
  /** True when a draft that was left behind is gone on with. */
  readonly isResumed: boolean
  /** True once something was entered. */
  readonly isTouched: boolean
  /** Goes to a step; forward only when the steps before are good. Answers the first wrong field otherwise. */
  readonly goTo: (step: Exclude<Step, 'licenses'>) => string | null
  readonly startOver: () => void
  readonly forget: () => void
  readonly stepHasProblems: (step: Step) => boolean
}

/** Keeps the draft of an activation in this tab, so that going back and reloading lose nothing. */
export function useDraft(form: ActivationForm): Wizard {
  const ids = useMemo(() => form.items.map((item) => item.id), [form])
  const [first] = useState(() => readDraft(ids))
  const [draft, setDraft] = useState<ActivationDraft>(() => first ?? newDraft(form, newKey()))
  const [isTouched, setTouched] = useState(first !== null)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState<ReadonlySet<Step>>(new Set())
  const { step, show } = useStepInAddress(draft)
  useEffect(() => {
    if (isTouched) writeDraft(ids, draft)
  }, [ids, draft, isTouched])

  const grids = useGrids(form, draft)
  const problems = problemsOf(step, draft, form, grids)
  const goTo = (next: Exclude<Step, 'licenses'>) => {
    const wrong = firstWrong(STEPS.indexOf(step), STEPS.indexOf(next), { draft, form, grids })
    setTried(new Set([...tried, step, ...(wrong ? [wrong.step] : [])]))
    const target = wrong?.step ?? next
    setTouched(true)
    setDraft({ ...draft, step: target, reached: Math.max(draft.reached, STEPS.indexOf(target)) })
    if (target !== step) show(target)
    return wrong?.field ?? null
  }
  return {
    form,
    draft,
    grids,
    step,
    isResumed: first !== null,
    isTouched,
    change: (patch) => {
      setTouched(true)
      setDraft((before) => ({ ...before, ...patch, key: newKey() }))
    },
    leave: (field) => setLeft((before) => new Set(before).add(field)),
    problemAt: (field) => {
      const problem = problems.find((one) => one.field === field)
      return problem && (tried.has(step) || left.has(field)) ? problem.message : null
    },
    goTo,
    startOver: () => {
      writeDraft(ids, null)
      setDraft(newDraft(form, newKey()))
      setTried(new Set())
      setTouched(false)
      show('settings')
    },
    forget: () => {
      setTouched(false)
      writeDraft(ids, null)
    },
    stepHasProblems: (one) => tried.has(one) && problemsOf(one, draft, form, grids).length > 0,
  }
}

/** The first thing wrong in the steps that are passed on the way; null when the way is free. */
function firstWrong(
  from: number,
  to: number,
  { draft, form, grids }: Pick<StepProps, 'draft' | 'form' | 'grids'>,
) {
  for (let at = Math.min(from, to); at < to; at += 1) {
    const step = STEPS[at] as Exclude<Step, 'licenses'>
    const [problem] = problemsOf(step, draft, form, grids)
    if (problem) return { step, field: problem.field }
  }
  return null
}

/** The open step stands in the address, so that the browser's Back works; never one that was not reached. */
function useStepInAddress(draft: ActivationDraft) {
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { readonly step?: string }
  const wanted = STEPS.indexOf(search.step as Step)
  const isReached = wanted >= 0 && wanted <= draft.reached && wanted < STEPS.length - 1
  const step = (isReached ? STEPS[wanted] : draft.step) as Exclude<Step, 'licenses'>
  const show = (next: Step) => {
    void navigate({
      search: ((before: object) => ({ ...before, step: next })) as never,
      resetScroll: true,
    } as never)
  }
  return { step, show }
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

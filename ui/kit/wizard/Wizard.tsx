import type { ApiProblem } from '@tallystick/api/client.ts'
import { Button } from '@mantine/core'
import { mdiCheck } from '@mdi/js'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { RefusalNotice } from '../feedback/RefusalNotice.tsx'
import { useLeaveGuard } from '../form/ContractForm.tsx'
import { Icon } from '../format/Icon.tsx'
import type { Crumb } from '../shell/crumbs.ts'
import { PageHeader } from '../shell/PageHeader.tsx'

/** One step of a wizard. */
export interface WizardStep {
  readonly key: string
  readonly label: string
  readonly content: ReactNode
  /** A sentence that says what is missing; null when the step is complete. Decides how far one may go. */
  readonly missing: string | null
}

interface WizardProps {
  readonly title: string
  readonly parents: readonly Crumb[]
  readonly steps: readonly WizardStep[]
  /** Grows at the right: what will happen, copies used, what remains. */
  readonly summary: ReactNode
  /** The last button says the act and its measure: `Generate 3 licenses, 12 copies`. */
  readonly act: string
  readonly onFinish: () => void
  readonly isBusy: boolean
  readonly problem: ApiProblem | null
  /** Leaving asks while this is true. */
  readonly isChanged: boolean
  /** More buttons beside the last one: "Verify". */
  readonly beside?: ReactNode
}

/**
 * Steps on the left, content in the middle, a summary on the right. The open step stands in the address, so
 * that back goes back a step and a reload stays; the values are the page's (`useWizardValues`).
 */
export function Wizard(props: WizardProps) {
  const { steps, summary, act, problem } = props
  const { open, at, reach, go } = useStep(steps)
  const [toldAt, setToldAt] = useState<string | null>(null)
  const isTold = toldAt === open.key
  const place = useRef<HTMLDivElement>(null)
  useFocusStep(place, open.key)
  useLeaveGuard(props.isChanged)
  const isLast = at === steps.length - 1
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setToldAt(open.missing === null ? null : open.key)
    if (open.missing !== null) return
    if (isLast) props.onFinish()
    else go(at + 1)
  }
  return (
    <div className="t-page">
      <PageHeader title={props.title} parents={props.parents} />
      <div className="t-wizard">
        <Steps steps={steps} at={at} reach={reach} onGo={go} />
        <form onSubmit={submit} noValidate aria-label={open.label}>
          <div ref={place}>
            <h2 tabIndex={-1} className="t-step-title">
              {open.label}
            </h2>
            {open.content}
          </div>
          {isTold && open.missing !== null && (
            <p className="t-refusal" data-meaning="attention" role="alert">
              {open.missing}
            </p>
          )}
          {isLast && <RefusalNotice problem={problem} />}
          <div className="t-wizard-foot">
            {at > 0 && (
              <Button variant="default" size="sm" onClick={() => go(at - 1)}>
                Back
              </Button>
            )}
            {isLast && props.beside}
            <Button type="submit" size="sm" loading={isLast && props.isBusy}>
              {isLast ? act : 'Continue'}
            </Button>
          </div>
        </form>
        <aside className="t-wizard-summary" aria-label="Summary" aria-live="polite">
          <h2>What will happen</h2>
          {summary}
        </aside>
      </div>
    </div>
  )
}

interface StepsProps {
  readonly steps: readonly WizardStep[]
  readonly at: number
  readonly reach: number
  readonly onGo: (at: number) => void
}

function Steps({ steps, at, reach, onGo }: StepsProps) {
  return (
    <nav aria-label="Steps">
      <ol className="t-steps">
        {steps.map((step, index) => {
          const isDone = step.missing === null && index < at
          return (
            <li key={step.key}>
              <button
                type="button"
                className="t-step"
                aria-current={index === at ? 'step' : undefined}
                data-done={isDone || undefined}
                disabled={index > reach}
                onClick={() => onGo(index)}
              >
                <span className="t-step-mark">{isDone ? <Icon path={mdiCheck} size={14} /> : index + 1}</span>
                {step.label}
                {isDone && <span className="t-unseen">, complete</span>}
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

/** The open step out of the address, never beyond the first incomplete one. */
function useStep(steps: readonly WizardStep[]) {
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const firstMissing = steps.findIndex((step) => step.missing !== null)
  const reach = firstMissing === -1 ? steps.length - 1 : firstMissing
  const wanted = steps.findIndex((step) => step.key === search['step'])
  const at = Math.min(Math.max(0, wanted), reach)
  const open = steps[at]
  if (!open) throw new Error('A wizard needs at least one step.')
  const go = (index: number) =>
    void navigate({ to: '.', search: { ...search, step: steps[index]?.key } as never, resetScroll: true })
  return { open, at, reach, go }
}

function useFocusStep(place: React.RefObject<HTMLElement | null>, key: string): void {
  const before = useRef(key)
  useEffect(() => {
    if (before.current === key) return
    before.current = key
    place.current?.querySelector<HTMLElement>('h2')?.focus()
  }, [key, place])
}

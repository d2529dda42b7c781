import { mdiAlertCircle, mdiCheck } from '@mdi/js'
import { useEffect, useRef, type ReactNode, type RefObject } from 'react'
import { Icon } from '../format/Icon.tsx'
import './wizard.css'

/** How far a step is. */
export type StepState = 'done' | 'open' | 'wrong' | 'ahead'

/** One step of a wizard, as its frame shows it. */
export interface WizardStep<K extends string> {
  readonly key: K
  readonly label: string
  readonly state: StepState
}

interface WizardFrameProps<K extends string> {
  readonly steps: readonly WizardStep<K>[]
  /** Null: the steps are over and cannot be gone back to. */
  readonly onGo: ((step: K) => void) | null
  /** Grows at the right: what will happen. Null for a last step that has the whole width. */
  readonly summary: ReactNode
  readonly children: ReactNode
  readonly buttons: ReactNode
}

const STATE_WORDS: Readonly<Record<StepState, string>> = {
  done: 'done',
  open: 'this step',
  wrong: 'something is wrong here',
  ahead: 'not yet',
}

/** Steps on the left, the open one in the middle, and on the right what will happen. One column when narrow. */
export function WizardFrame<K extends string>(props: WizardFrameProps<K>) {
  const { steps, onGo, summary, children, buttons } = props
  const openAt = steps.findIndex((one) => one.state === 'open')
  const content = useFocusOnNewStep(steps[openAt]?.key ?? null)
  return (
    <div className="w-frame" data-wide={summary === null || undefined}>
      <nav aria-label="Steps" className="w-steps">
        <p className="w-steps-short" aria-hidden="true">
          Step {openAt + 1} of {steps.length}
        </p>
        <ol>
          {steps.map((one, at) => (
            <li key={one.key} data-state={one.state}>
              <button
                type="button"
                disabled={onGo === null || (one.state === 'ahead' && at > openAt + 1)}
                aria-current={one.state === 'open' ? 'step' : undefined}
                onClick={() => one.state !== 'open' && onGo?.(one.key)}
              >
                <span className="w-mark" aria-hidden="true">
                  <Mark state={one.state} number={at + 1} />
                </span>
                <span>{one.label}</span>
                <span className="t-unseen">, {STATE_WORDS[one.state]}</span>
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <div className="w-content" ref={content}>
        {children}
        {buttons && <div className="w-buttons t-noprint">{buttons}</div>}
      </div>
      {summary && (
        <aside className="w-summary" aria-label="What will happen">
          {summary}
        </aside>
      )}
    </div>
  )
}

/** Who goes on to another step begins at its heading, with the keyboard and with a reader. */
function useFocusOnNewStep(step: string | null): RefObject<HTMLDivElement | null> {
  const content = useRef<HTMLDivElement>(null)
  const before = useRef(step)
  useEffect(() => {
    if (before.current === step) return
    before.current = step
    const heading = content.current?.querySelector('h2')
    heading?.setAttribute('tabindex', '-1')
    heading?.focus()
  }, [step])
  return content
}

function Mark({ state, number }: { readonly state: StepState; readonly number: number }) {
  if (state === 'done') return <Icon path={mdiCheck} size={14} />
  if (state === 'wrong') return <Icon path={mdiAlertCircle} size={16} />
  return <>{number}</>
}

import { mdiAlertCircle, mdiCheck } from '@mdi/js'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import type { ReactNode } from 'react'
import type { Step } from './draft.ts'

/** How far a step is. */
export type StepState = 'done' | 'open' | 'wrong' | 'ahead'

interface WizardFrameProps {
  readonly steps: readonly { readonly step: Step; readonly label: string; readonly state: StepState }[]
  /** Null: the steps are over and cannot be gone back to. */
  readonly onGo: ((step: Step) => void) | null
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
export function WizardFrame({ steps, onGo, summary, children, buttons }: WizardFrameProps) {
  const openAt = steps.findIndex((one) => one.state === 'open')
  return (
    <div className="w-frame" data-wide={summary === null || undefined}>
      <nav aria-label="Steps" className="w-steps">
        <p className="w-steps-short" aria-hidden="true">
          Step {openAt + 1} of {steps.length}
        </p>
        <ol>
          {steps.map((one, at) => (
            <li key={one.step} data-state={one.state}>
              <button
                type="button"
                disabled={onGo === null || (one.state === 'ahead' && at > openAt + 1)}
                aria-current={one.state === 'open' ? 'step' : undefined}
                onClick={() => one.state !== 'open' && onGo?.(one.step)}
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
      <div className="w-content">
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

function Mark({ state, number }: { readonly state: StepState; readonly number: number }) {
  if (state === 'done') return <Icon path={mdiCheck} size={14} />
  if (state === 'wrong') return <Icon path={mdiAlertCircle} size={16} />
  return <>{number}</>
}

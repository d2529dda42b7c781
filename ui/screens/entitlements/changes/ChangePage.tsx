import '@tallystick/screens/fulfillments/activation/activation.css'
import '../entitlements.css'
import { Button } from '@mantine/core'
import { changeLineItems, planLineItemChanges } from '@tallystick/entitlements/contracts.ts'
import type { ChangeKind } from '@tallystick/entitlements/model.ts'
import { useCommand, useOperation } from '@tallystick/kit/data/queries.ts'
import { countText } from '@tallystick/kit/format/dates.ts'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { focusStep } from '@tallystick/kit/wizard/focus-step.ts'
import { WizardFrame, type StepState } from '@tallystick/kit/wizard/WizardFrame.tsx'
import { Link as RouterLink, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { orderedItemPath } from '../paths.ts'
import {
  changeInput,
  changeProblems,
  readChange,
  STEPS,
  writeChange,
  type ChangeDraft,
  type ChangeStep,
} from './draft.ts'
import { ItemsStep } from './ItemsStep.tsx'
import { ReviewStep } from './ReviewStep.tsx'
import { ChangeSummary } from './ChangeSummary.tsx'
import { TermsStep } from './TermsStep.tsx'
import { changeCommands, wordsOfChange } from './words.ts'

const LABELS: Readonly<Record<ChangeStep, string>> = { items: 'Line items', terms: 'Terms', review: 'Review' }
const PARENTS = [{ label: 'Line items', to: '/line-items' }]

/** Upgrades, upsells or renews one or many line items: which ones, to what, and what becomes of each. PRD-04. */
export function ChangePage() {
  const { kind, items = '' } = useSearch({ strict: false }) as {
    readonly kind?: string
    readonly items?: string
  }
  const known = wordsOfChange(kind).kind
  return <ChangeWizard key={`${known} ${items}`} kind={known} items={items.split(',').filter(Boolean)} />
}

function ChangeWizard({ kind, items }: { readonly kind: ChangeKind; readonly items: readonly string[] }) {
  const wizard = useChange(kind, items)
  const { draft, step, problems } = wizard
  const words = wordsOfChange(draft.kind)
  const isLast = step === 'review'
  const plan = useOperation(planLineItemChanges, changeInput(draft), { enabled: isLast })
  const act = useAct(wizard)
  const shown = plan.data
  const changed = shown ? (shown.total > shown.rows.length ? shown.total - shown.refused : shown.changed) : 0
  return (
    <div className="t-page">
      <PageHeader title={`${words.verb} line items`} parents={PARENTS} below={words.lead} />
      <WizardFrame
        steps={STEPS.map((one) => ({ key: one, label: LABELS[one], state: stateOf(one, step, wizard) }))}
        onGo={wizard.goTo}
        summary={isLast ? null : <ChangeSummary draft={draft} />}
        buttons={
          <>
            {step === 'items' ? (
              <Button component={RouterLink} to="/line-items" variant="default">
                Cancel
              </Button>
            ) : (
              <Button variant="default" onClick={() => wizard.goTo(step === 'review' ? 'terms' : 'items')}>
                Back
              </Button>
            )}
            <span className="w-forward">
              {isLast ? (
                <Button
                  loading={act.isPending}
                  disabled={changed === 0}
                  onClick={() => shown && act.carryOut(shown.rows, shown.total)}
                >
                  {words.verb} {countText(changed, 'line item')}
                </Button>
              ) : (
                <Button onClick={() => wizard.goTo(step === 'items' ? 'terms' : 'review')}>
                  Next: {step === 'items' ? LABELS.terms : LABELS.review}
                </Button>
              )}
            </span>
          </>
        }
      >
        {step === 'items' && <ItemsStep draft={draft} change={wizard.change} problems={problems.items} />}
        {step === 'terms' && <TermsStep draft={draft} change={wizard.change} problems={problems.terms} />}
        {isLast && (
          <ReviewStep
            draft={draft}
            plan={shown ?? null}
            isPlanning={plan.isFetching}
            problem={plan.error ?? act.error}
          />
        )}
      </WizardFrame>
    </div>
  )
}

interface ChangeWizardState {
  readonly draft: ChangeDraft
  readonly step: ChangeStep
  /** What is shown as wrong: nothing before somebody tried to go on. */
  readonly problems: ReturnType<typeof changeProblems>
  readonly isWrong: (step: ChangeStep) => boolean
  readonly change: (change: Partial<ChangeDraft>) => void
  readonly goTo: (step: ChangeStep) => void
  readonly forget: () => void
}

const NONE = { items: {}, terms: {} } as const

/** The draft with its step. Going on checks the steps before; going back keeps everything. */
function useChange(kind: ChangeKind, items: readonly string[]): ChangeWizardState {
  const [draft, setDraft] = useState(() => readChange(kind, items))
  const [step, setStep] = useState<ChangeStep>('items')
  const [isChecked, setChecked] = useState(false)
  const problems = changeProblems(draft)
  const isWrong = (one: ChangeStep) => one !== 'review' && Object.keys(problems[one]).length > 0
  return {
    draft,
    step,
    problems: isChecked ? problems : NONE,
    isWrong: (one) => isChecked && isWrong(one),
    change: (change) => {
      const next = { ...draft, ...change }
      setDraft(next)
      writeChange(kind, items, next)
    },
    goTo: (wanted) => {
      const before = STEPS.slice(0, STEPS.indexOf(wanted))
      const wrong = before.find(isWrong)
      setChecked(wrong !== undefined)
      setStep(wrong ?? wanted)
      focusStep(() =>
        wrong ? document.querySelector<HTMLElement>('.w-content [aria-invalid="true"]') : null,
      )
    },
    forget: () => writeChange(kind, items, null),
  }
}

/** Carries the changes out: a single line item at once, many by a job. */
function useAct({ draft, forget }: ChangeWizardState) {
  const navigate = useNavigate()
  const words = wordsOfChange(draft.kind)
  const done = (to: string) => {
    forget()
    void navigate({ to })
  }
  const single = useCommand(changeCommands[draft.kind], {
    says: (made) => `${words.noun} ${made.activationId} is made.`,
    onDone: (made) => done(orderedItemPath(made.id)),
  })
  const many = useCommand(changeLineItems, { onDone: ({ jobId }) => done(`/line-items/changes/${jobId}`) })
  return {
    isPending: single.isPending || many.isPending,
    error: single.error ?? many.error,
    carryOut: (rows: readonly { readonly id: string }[], total: number) => {
      const input = changeInput(draft)
      const [only] = rows
      if (total > 1 || !only) return many.mutate(input)
      const { kind: _kind, lineItems: _items, accounts: _accounts, products: _products, ...fields } = input
      void [_kind, _items, _accounts, _products]
      return single.mutate({ ...fields, id: only.id })
    },
  }
}

function stateOf(one: ChangeStep, step: ChangeStep, wizard: ChangeWizardState): StepState {
  if (one === step) return 'open'
  if (wizard.isWrong(one)) return 'wrong'
  return STEPS.indexOf(one) < STEPS.indexOf(step) ? 'done' : 'ahead'
}

import './moves.css'
import { Button } from '@mantine/core'
import type { ApiProblem } from '@tallystick/api/client.ts'
import { getLineItem } from '@tallystick/entitlements/operations/get-line-item.contract.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { NotPossible } from '@tallystick/kit/feedback/NotPossible.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { WizardFrame, type StepState } from '@tallystick/kit/wizard/WizardFrame.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { nameOf, type LineItemsAt, type MovedItem, type MoveStep } from './moved.ts'
import { MoveSummary } from './MoveParts.tsx'
import { amountWords, closedWords, type SplitStock } from './split-words.ts'

const STEPS: readonly MoveStep[] = ['account', 'amount', 'review']
const LABELS: Readonly<Record<MoveStep, string>> = { account: 'Account', amount: 'Amount', review: 'Review' }

interface LoadedItemProps {
  readonly at: LineItemsAt
  readonly children: (item: MovedItem) => ReactNode
}

/** Reads the line item of the address. */
export function LoadedItem({ at, children }: LoadedItemProps) {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getLineItem, { id })
  return (
    <Loaded query={query} parents={[{ label: 'Entitlements', to: at }]}>
      {children}
    </Loaded>
  )
}

/** A call of the server, as far as the wizard shows it. */
interface Call {
  readonly error: ApiProblem | null
  readonly isPending: boolean
  readonly reset: () => void
}

interface MoveWizardProps {
  readonly at: LineItemsAt
  readonly item: MovedItem
  readonly verb: 'Split' | 'Transfer'
  /** What there is to hand on. */
  readonly stock: SplitStock
  /** The same in words. */
  readonly hint: string
  readonly copies: number | null
  /** The account that gets it; empty while it is not known. */
  readonly account: string
  readonly step: MoveStep
  readonly onStep: (step: MoveStep) => void
  /** Why a step is not complete, in words; null when one can go on. */
  readonly missing: (step: MoveStep) => string | null
  readonly steps: Readonly<Record<MoveStep, ReactNode>>
  /** What the server says before anything is written. */
  readonly check: Call
  /** The act itself. */
  readonly carriedOut: Call
  readonly onAct: () => void
  /** Shown instead of the steps when it is done. */
  readonly result: ReactNode
}

/** Account, amount, review: going back keeps what was typed. */
export function MoveWizard(props: MoveWizardProps) {
  const { at, item, verb, stock, step, missing, steps, check, carriedOut, result } = props
  const [isTried, setTried] = useState(false)
  const navigate = useNavigate()
  const place = STEPS.indexOf(step)
  const problem = missing(step)
  const closed = closedWords(stock)
  const refusal = carriedOut.error ?? check.error
  const go = (to: MoveStep) => {
    const open = STEPS.slice(0, STEPS.indexOf(to)).find((one) => missing(one) !== null)
    setTried(open !== undefined)
    carriedOut.reset()
    props.onStep(open ?? to)
  }
  const back = `${at}/${item.id}`
  const stateOf = (one: MoveStep): StepState => {
    if (one === step && !result) return 'open'
    return STEPS.indexOf(one) < place || result ? 'done' : 'ahead'
  }
  return (
    <div className="t-page">
      <PageHeader
        title={`${verb} ${nameOf(item)}`}
        parents={[
          { label: 'Entitlements', to: at },
          { label: nameOf(item), to: back },
        ]}
      />
      {closed !== null && !result ? (
        <NotPossible reason={closed} back={{ label: 'Back to the line item', to: back }} />
      ) : (
        <WizardFrame
          steps={STEPS.map((key) => ({ key, label: LABELS[key], state: stateOf(key) }))}
          onGo={result ? null : go}
          summary={result ? null : <MoveSummary {...props} />}
          buttons={
            result ? (
              <Button onClick={() => void navigate({ to: at })}>Complete</Button>
            ) : (
              <>
                <Button
                  variant="default"
                  onClick={() =>
                    place === 0 ? void navigate({ to: back }) : go(STEPS[place - 1] as MoveStep)
                  }
                >
                  {place === 0 ? 'Cancel' : 'Back'}
                </Button>
                <span className="w-forward">
                  {step === 'review' ? (
                    <Button
                      loading={check.isPending || carriedOut.isPending}
                      disabled={refusal !== null}
                      onClick={props.onAct}
                    >
                      {verb} {amountWords(stock, props.copies ?? 0)}
                    </Button>
                  ) : (
                    <Button onClick={() => (problem ? setTried(true) : go(STEPS[place + 1] as MoveStep))}>
                      Next
                    </Button>
                  )}
                </span>
              </>
            )
          }
        >
          {result ?? (
            <>
              <h2>{LABELS[step]}</h2>
              <div className="m-step">{steps[step]}</div>
              {isTried && problem && (
                <p className="m-missing" role="alert">
                  {problem}
                </p>
              )}
              {step === 'review' && <RefusalNotice problem={refusal} />}
            </>
          )}
        </WizardFrame>
      )}
    </div>
  )
}

import './moves.css'
import { Button } from '@mantine/core'
import type { ApiProblem, OutputOf } from '@tallystick/api/client.ts'
import { getLineItem } from '@tallystick/entitlements/operations/get-line-item.contract.ts'
import type { MoveOutcome } from '@tallystick/entitlements/contracts.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { WizardFrame, type StepState } from '@tallystick/kit/wizard/WizardFrame.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import { amountWords, type SplitStock } from './split-words.ts'

/** A line item as these wizards know it. */
export type MovedItem = OutputOf<typeof getLineItem>

/** What a split or a transfer answers. */
export type Moved = z.output<typeof MoveOutcome>

/** Where the pages of line items are: the portals have them in different places. */
export type LineItemsAt = '/line-items' | '/entitlements'

/** Steps of both wizards. */
export type MoveStep = 'account' | 'amount' | 'review'

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

/** The name of a line item: its products. */
export function nameOf(item: MovedItem): string {
  return item.products.map(({ name, version }) => `${name} ${version}`.trim()).join(', ')
}

interface MoveWizardProps {
  readonly at: LineItemsAt
  readonly item: MovedItem
  readonly title: string
  /** The act as its button says it. */
  readonly act: string
  /** Why nothing can be handed on at all, said before anybody types; null when it can. */
  readonly closed: string | null
  /** Why a step is not complete, in words; null when one can go on. */
  readonly missing: (step: MoveStep) => string | null
  readonly steps: Readonly<Record<MoveStep, ReactNode>>
  readonly summary: ReactNode
  readonly problem: ApiProblem | null
  readonly isBusy: boolean
  /** Asks the server what would happen, when the last step opens. */
  readonly onCheck: () => void
  readonly onAct: () => void
  /** Shown instead of the steps when it is done. */
  readonly result: ReactNode
}

/** Account, amount, review: going back keeps what was typed. */
export function MoveWizard(props: MoveWizardProps) {
  const { at, item, title, act, missing, steps, summary, result } = props
  const [step, setStep] = useState<MoveStep>('account')
  const [isTried, setTried] = useState(false)
  const navigate = useNavigate()
  const place = STEPS.indexOf(step)
  const problem = missing(step)
  const go = (to: MoveStep) => {
    const open = STEPS.slice(0, STEPS.indexOf(to)).find((one) => missing(one) !== null)
    setTried(open !== undefined)
    setStep(open ?? to)
    if (open === undefined && to === 'review') props.onCheck()
  }
  const back = `${at}/${item.id}`
  const stateOf = (one: MoveStep): StepState => {
    if (one === step && !result) return 'open'
    return STEPS.indexOf(one) < place || result ? 'done' : 'ahead'
  }
  return (
    <div className="t-page">
      <PageHeader
        title={title}
        parents={[
          { label: 'Entitlements', to: at },
          { label: nameOf(item), to: back },
        ]}
      />
      {props.closed !== null && !result ? (
        <Closed why={props.closed} onBack={() => void navigate({ to: back })} />
      ) : (
        <WizardFrame
          steps={STEPS.map((key) => ({ key, label: LABELS[key], state: stateOf(key) }))}
          onGo={result ? null : go}
          summary={result ? null : summary}
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
                    <Button loading={props.isBusy} disabled={props.problem !== null} onClick={props.onAct}>
                      {act}
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
              {step === 'review' && <RefusalNotice problem={props.problem} />}
            </>
          )}
        </WizardFrame>
      )}
    </div>
  )
}

function Closed({ why, onBack }: { readonly why: string; readonly onBack: () => void }) {
  return (
    <div className="t-refusal" role="alert" data-meaning="danger">
      <div>
        <p className="t-refusal-sentence">{why}</p>
        <Button mt="xs" variant="default" onClick={onBack}>
          Back to the line item
        </Button>
      </div>
    </div>
  )
}

/** `3 copies`. */
export function copiesWords(copies: number): string {
  return `${numberText(copies)} ${copies === 1 ? 'copy' : 'copies'}`
}

interface MoveWordsProps {
  readonly moved: Moved
  readonly isDone: boolean
  /** Of a split: whether keys are handed on. */
  readonly stock?: SplitStock
}

/** What the server says would happen, or has happened, line by line. */
export function MoveWords({ moved, isDone, stock }: MoveWordsProps) {
  const { copies, from, to, maintenance, drawn, extraActivations, overdraft } = moved
  const isKeys = stock?.isKeys ?? false
  const will = isDone ? '' : 'will '
  const left =
    from.copiesTotal === 0
      ? 'nothing is left, and it becomes obsolete'
      : `${copiesWords(from.copiesTotal)} ${from.copiesTotal === 1 ? 'is' : 'are'} left`
  return (
    <ul className="m-words">
      <li>
        {amountWords({ isKeys }, copies)} {isDone ? 'left' : 'will leave'}{' '}
        <span className="t-mono">{from.activationId}</span>: {left}.
      </li>
      {drawn > 0 && (
        <li>
          {copiesWords(drawn)} of them {isDone ? (drawn === 1 ? 'was' : 'were') : drawn === 1 ? 'is' : 'are'}{' '}
          brought from the line item that it replaces, so that nothing is shared.
        </li>
      )}
      <li>
        {moved.isNew
          ? `A new ${isKeys ? 'bulk ' : ''}entitlement for ${to.soldTo} ${isDone ? 'has' : 'will have'} ${copiesWords(to.copiesTotal)}.`
          : `A line item of ${to.soldTo} ${isDone ? 'has' : 'will have'} ${copiesWords(to.copiesTotal)} then.`}
      </li>
      {extraActivations > 0 && (
        <li>
          {countText(extraActivations, 'extra activation')} {will}go
          {isDone && extraActivations === 1 ? 'es' : ''} along.
        </li>
      )}
      {overdraft > 0 && (
        <li>
          {countText(overdraft, 'overdraft copy', 'overdraft copies')} {will}go
          {isDone && overdraft === 1 ? 'es' : ''} along.
        </li>
      )}
      {maintenance.map((one) => (
        <li key={one.from}>
          Maintenance for {copiesWords(one.copies)} {will}go{isDone ? 'es' : ''} along.
        </li>
      ))}
      {to.state === 'on-hold' && (
        <li>It {isDone ? 'is' : 'will be'} on hold until the producer approves the transfer.</li>
      )}
    </ul>
  )
}

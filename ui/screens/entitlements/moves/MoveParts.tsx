import { NumberInput } from '@mantine/core'
import { countText } from '@tallystick/kit/format/dates.ts'
import { Id } from '@tallystick/kit/format/Id.tsx'
import type { ReactNode } from 'react'
import { copiesText } from '../sold-words.ts'
import { nameOf, type Moved, type MovedItem } from './moved.ts'
import { amountWords, freeWords, type SplitStock } from './split-words.ts'

interface AmountFieldProps {
  readonly label: string
  readonly stock: SplitStock
  readonly copies: number | null
  readonly onChange: (copies: number | null) => void
}

/** How many go; null while there is no number. */
export function AmountField({ label, stock, copies, onChange }: AmountFieldProps) {
  return (
    <NumberInput
      label={label}
      description={freeWords(stock)}
      withAsterisk
      min={1}
      max={stock.free}
      clampBehavior="none"
      allowDecimal={false}
      value={copies ?? ''}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      onChange={(next) => onChange(typeof next === 'number' ? next : null)}
    />
  )
}

interface MoveSummaryProps {
  readonly item: MovedItem
  /** What there is to hand on. */
  readonly hint: string
  readonly stock: SplitStock
  readonly copies: number | null
  /** The account that gets it; empty while it is not known. */
  readonly account: string
}

/** What is handed on to whom, as far as it is known. */
export function MoveSummary({ item, hint, stock, copies, account }: MoveSummaryProps) {
  return (
    <div className="m-summary">
      <h3>{nameOf(item)}</h3>
      <p className="t-hint">{hint}</p>
      {account && (
        <p>
          {copies ? amountWords(stock, copies) : stock.isKeys ? 'Keys' : 'Copies'} for {account}
        </p>
      )}
    </div>
  )
}

interface MoveReviewProps {
  /** What the server answers; null while it has not. */
  readonly moved: Moved | null
  readonly isAsking: boolean
  readonly stock: SplitStock
  /** Said before, once there is an answer. */
  readonly children?: ReactNode
}

/** Last step: what would happen, as the server says it. */
export function MoveReview({ moved, isAsking, stock, children }: MoveReviewProps) {
  if (moved === null) return isAsking ? <p className="t-hint">Asking the server…</p> : null
  return (
    <>
      {children}
      <MoveWords moved={moved} isDone={false} stock={stock} />
    </>
  )
}

interface MoveDoneProps {
  readonly heading: string
  readonly moved: Moved
  readonly stock: SplitStock
  /** Said before what has happened. */
  readonly children?: ReactNode
}

/** What has happened, and the activation ID that the other account has now. */
export function MoveDone({ heading, moved, stock, children }: MoveDoneProps) {
  return (
    <div className="m-result">
      <h2>{heading}</h2>
      {children}
      <MoveWords moved={moved} isDone stock={stock} />
      <p>
        Activation ID of {moved.to.soldTo}: <Id text={moved.to.activationId} label="activation ID" />
      </p>
    </div>
  )
}

interface MoveWordsProps {
  readonly moved: Moved
  readonly isDone: boolean
  readonly stock: SplitStock
}

/** What the server says would happen, or has happened, line by line. */
function MoveWords({ moved, isDone, stock: { isKeys } }: MoveWordsProps) {
  const { copies, from, to, maintenance, drawn, extraActivations, overdraft } = moved
  const will = isDone ? '' : 'will '
  const left =
    from.copiesTotal === 0
      ? 'nothing is left, and it becomes obsolete'
      : `${copiesText(from.copiesTotal)} ${from.copiesTotal === 1 ? 'is' : 'are'} left`
  return (
    <ul className="m-words">
      <li>
        {amountWords({ isKeys }, copies)} {isDone ? 'left' : 'will leave'}{' '}
        <span className="t-mono">{from.activationId}</span>: {left}.
      </li>
      {drawn > 0 && (
        <li>
          {copiesText(drawn)} of them {isDone ? (drawn === 1 ? 'was' : 'were') : drawn === 1 ? 'is' : 'are'}{' '}
          brought from the line item that it replaces, so that nothing is shared.
        </li>
      )}
      <li>
        {moved.isNew
          ? `A new ${isKeys ? 'bulk ' : ''}entitlement for ${to.soldTo} ${isDone ? 'has' : 'will have'} ${copiesText(to.copiesTotal)}.`
          : `A line item of ${to.soldTo} ${isDone ? 'has' : 'will have'} ${copiesText(to.copiesTotal)} then.`}
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
          Maintenance for {copiesText(one.copies)} {will}go{isDone ? 'es' : ''} along.
        </li>
      ))}
      {to.state === 'on-hold' && (
        <li>It {isDone ? 'is' : 'will be'} on hold until the producer approves the transfer.</li>
      )}
    </ul>
  )
}

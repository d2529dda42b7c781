import { NativeSelect, NumberInput, Radio, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { DurationDraft } from './line-item-draft.ts'

/** How the rights of a line item can end, in words. */
export const TERMS = {
  permanent: 'Permanent',
  date: 'Until a last day',
  duration: 'For a time',
} as const

const UNITS: readonly DurationDraft['unit'][] = ['days', 'weeks', 'months', 'years']

interface TermChoiceProps<K extends string> {
  readonly label: string
  readonly description?: string
  readonly isRequired?: boolean
  readonly path?: string
  readonly error?: string | undefined
  /** Null while nothing is chosen. */
  readonly value: K | null
  /** The words of each choice, in their order. */
  readonly choices: Partial<Readonly<Record<K, string>>>
  readonly onChange: (value: K) => void
  /** What the choice asks besides. */
  readonly children: ReactNode
}

/** One of a few choices in a row, and beside them what the chosen one asks. */
export function TermChoice<K extends string>(props: TermChoiceProps<K>) {
  const { label, description, isRequired = false, path, error, value, choices, onChange, children } = props
  return (
    <div className="e-term">
      <Radio.Group
        label={label}
        description={description}
        withAsterisk={isRequired}
        data-path={path}
        value={value}
        onChange={(next) => onChange(next as K)}
        error={error}
      >
        <div className="e-radios">
          {Object.entries<string | undefined>(choices).map(([key, words]) => (
            <Radio key={key} value={key} label={words} />
          ))}
        </div>
      </Radio.Group>
      {children}
    </div>
  )
}

interface DayInputProps {
  readonly label: string
  readonly isRequired?: boolean
  readonly path?: string
  /** A calendar date; empty for none. */
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}

/** A day of a line item. */
export function DayInput({ label, isRequired = false, path, value, error, onChange }: DayInputProps) {
  return (
    <TextInput
      className="e-date"
      type="date"
      label={label}
      withAsterisk={isRequired}
      data-path={path}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

interface DurationProps {
  readonly label: string
  readonly value: DurationDraft
  readonly path: string
  readonly error: string | undefined
  readonly onChange: (value: DurationDraft) => void
}

/** A number with its unit of the calendar. */
export function Duration({ label, value, path, error, onChange }: DurationProps) {
  return (
    <div className="e-duration">
      <NumberInput
        className="e-number"
        label={label}
        data-path={path}
        hideControls
        allowDecimal={false}
        value={value.amount ?? ''}
        error={error}
        onChange={(amount) => onChange({ ...value, amount: amount === '' ? null : Number(amount) })}
      />
      <NativeSelect
        aria-label={`${label}: unit`}
        value={value.unit}
        onChange={(event) => onChange({ ...value, unit: event.currentTarget.value as DurationDraft['unit'] })}
        data={[...UNITS]}
      />
    </div>
  )
}

interface TermEndProps {
  /** How the term ends; other ways ask nothing. */
  readonly kind: string | null
  readonly expiresOn: string
  readonly duration: DurationDraft
  readonly problems: Readonly<Record<string, string | undefined>>
  /** Leads the paths of the fields. */
  readonly path?: string
  readonly onChange: (patch: { readonly expiresOn?: string; readonly duration?: DurationDraft }) => void
}

/** The last day of use, or how long it is. */
export function TermEnd({ kind, expiresOn, duration, problems, path, onChange }: TermEndProps) {
  const pathOf = (field: string) => (path === undefined ? field : `${path}.${field}`)
  if (kind === 'date') {
    return (
      <DayInput
        label="Last day of use"
        path={pathOf('expiresOn')}
        value={expiresOn}
        error={problems['expiresOn']}
        onChange={(next) => onChange({ expiresOn: next })}
      />
    )
  }
  if (kind !== 'duration') return null
  return (
    <Duration
      label="Duration"
      value={duration}
      path={pathOf('duration')}
      error={problems['duration']}
      onChange={(next) => onChange({ duration: next })}
    />
  )
}

import { NativeSelect, NumberInput, Radio, TextInput } from '@mantine/core'
import { startOptions, versionDateOptions } from '@tallystick/entitlements/model.ts'
import { expirationText } from '@tallystick/screens/catalog/policy-words.ts'
import type { DraftFieldsProps } from './draft-fields.ts'
import { takesVersionDuration, type DurationDraft } from './line-item-draft.ts'
import { START_OPTIONS, VERSION_OPTIONS } from './sold-words.ts'

const TERMS = { permanent: 'Permanent', date: 'Until a last day', duration: 'For a time' } as const
const UNITS: readonly DurationDraft['unit'][] = ['days', 'weeks', 'months', 'years']

/** When rights begin and end, and which versions they are for. */
export function TermFields(props: DraftFieldsProps) {
  const { draft, set, problems, path, goods } = props
  const settled = goods.model && goods.model.expiration.setting !== 'at-entitlement' ? goods.model : null
  return (
    <div className="t-stack">
      <div className="e-line">
        <NativeSelect
          label="Start"
          value={draft.startOption}
          onChange={(event) => set({ startOption: event.currentTarget.value as typeof draft.startOption })}
          data={startOptions.map((value) => ({ value, label: START_OPTIONS[value] }))}
        />
        {draft.startOption === 'specify-now' && (
          <TextInput
            className="e-date"
            type="date"
            label="Start date"
            withAsterisk
            data-path={`${path}.startsOn`}
            value={draft.startsOn}
            error={problems['startsOn']}
            onChange={(event) => set({ startsOn: event.currentTarget.value })}
          />
        )}
      </div>
      {settled ? (
        <p className="t-hint">
          Expiration: the license model “{settled.name}” settles it: {expirationText(settled.expiration)}.
        </p>
      ) : (
        <Expiration {...props} />
      )}
      {(goods.isDated || draft.versionDateOption !== null) && <VersionDate {...props} />}
    </div>
  )
}

function Expiration({ draft, set, problems, path }: DraftFieldsProps) {
  return (
    <div className="e-term">
      <Radio.Group
        label="Expiration"
        withAsterisk
        data-path={`${path}.term`}
        value={draft.termKind}
        onChange={(next) => set({ termKind: next as typeof draft.termKind })}
        error={problems['term']}
      >
        <div className="e-radios">
          {(Object.keys(TERMS) as (keyof typeof TERMS)[]).map((kind) => (
            <Radio key={kind} value={kind} label={TERMS[kind]} />
          ))}
        </div>
      </Radio.Group>
      {draft.termKind === 'date' && (
        <TextInput
          className="e-date"
          type="date"
          label="Last day of use"
          data-path={`${path}.expiresOn`}
          value={draft.expiresOn}
          error={problems['expiresOn']}
          onChange={(event) => set({ expiresOn: event.currentTarget.value })}
        />
      )}
      {draft.termKind === 'duration' && (
        <Duration
          label="Duration"
          value={draft.duration}
          path={`${path}.duration`}
          error={problems['duration']}
          onChange={(duration) => set({ duration })}
        />
      )}
    </div>
  )
}

function VersionDate({ draft, set, problems, path }: DraftFieldsProps) {
  return (
    <div className="e-line">
      <NativeSelect
        label="Version date"
        description="Features whose version is a date are licensed up to it."
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        value={draft.versionDateOption ?? ''}
        onChange={(event) =>
          set({ versionDateOption: (event.currentTarget.value || null) as typeof draft.versionDateOption })
        }
        data={[
          { value: '', label: 'Not used' },
          ...versionDateOptions.map((value) => ({ value, label: VERSION_OPTIONS[value] })),
        ]}
      />
      {draft.versionDateOption === 'specify-now' && (
        <TextInput
          className="e-date"
          type="date"
          label="Date"
          data-path={`${path}.versionDate`}
          value={draft.versionDate}
          error={problems['versionDate']}
          onChange={(event) => set({ versionDate: event.currentTarget.value })}
        />
      )}
      {takesVersionDuration(draft.versionDateOption) && (
        <Duration
          label="plus"
          value={draft.versionDuration}
          path={`${path}.versionDuration`}
          error={problems['versionDuration.amount']}
          onChange={(versionDuration) => set({ versionDuration })}
        />
      )}
    </div>
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

import { NativeSelect } from '@mantine/core'
import { startOptions, versionDateOptions } from '@tallystick/entitlements/model.ts'
import { expirationText } from '@tallystick/screens/catalog/policy-words.ts'
import type { DraftFieldsProps } from './draft-fields.ts'
import { takesVersionDuration } from './line-item-draft.ts'
import { START_OPTIONS, VERSION_OPTIONS } from './sold-words.ts'
import { DayInput, Duration, TermChoice, TermEnd, TERMS } from './TermParts.tsx'

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
          <DayInput
            label="Start date"
            isRequired
            path={`${path}.startsOn`}
            value={draft.startsOn}
            error={problems['startsOn']}
            onChange={(startsOn) => set({ startsOn })}
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
    <TermChoice
      label="Expiration"
      isRequired
      path={`${path}.term`}
      value={draft.termKind}
      choices={TERMS}
      onChange={(termKind) => set({ termKind })}
      error={problems['term']}
    >
      <TermEnd
        kind={draft.termKind}
        expiresOn={draft.expiresOn}
        duration={draft.duration}
        problems={problems}
        path={path}
        onChange={set}
      />
    </TermChoice>
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
        <DayInput
          label="Date"
          path={`${path}.versionDate`}
          value={draft.versionDate}
          error={problems['versionDate']}
          onChange={(versionDate) => set({ versionDate })}
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

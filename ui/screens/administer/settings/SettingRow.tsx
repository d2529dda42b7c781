import { Button } from '@mantine/core'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { valueText } from '@tallystick/kit/details/changes.ts'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { When } from '@tallystick/kit/format/When.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { resetSetting } from '@tallystick/settings/operations/reset-setting.contract.ts'
import { setSetting } from '@tallystick/settings/operations/set-setting.contract.ts'
import { useState } from 'react'
import { SettingInput } from './SettingInput.tsx'
import { problemOfValue, type Setting } from './setting-rules.ts'

/** One setting: what it does, its value, and the way back to its default. */
export function SettingRow({ setting }: { readonly setting: Setting }) {
  const session = useSession()
  const mayChange = session.may('settings.manage')
  const [value, setValue] = useState<unknown>(setting.value)
  const [isLeft, setLeft] = useState(false)
  const set = useCommand(setSetting, { says: `${setting.label}: saved.` })
  const reset = useCommand(resetSetting, { says: `${setting.label}: back to its default.` })
  const isEdited = JSON.stringify(value) !== JSON.stringify(setting.value)
  const problem = problemOfValue(setting.name, value)
  const save = (next: unknown) => set.mutate({ name: setting.name, value: next as never })
  return (
    <form
      className="a-setting"
      aria-label={setting.label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setLeft(true)
        if (problem === null && isEdited) save(value)
      }}
    >
      <SettingInput
        setting={setting}
        value={value}
        isDisabled={!mayChange}
        error={isLeft && isEdited ? problem : null}
        onBlur={() => setLeft(true)}
        onChange={(next) => {
          setValue(next)
          // A switch has nothing to finish: it is saved when it is turned.
          if (typeof next === 'boolean') save(next)
        }}
      />
      <div className="a-setting-acts">
        {isEdited && typeof value !== 'boolean' && (
          <>
            <Button type="submit" loading={set.isPending}>
              Save
            </Button>
            <Button variant="default" onClick={() => setValue(setting.value)}>
              Discard
            </Button>
          </>
        )}
        {!isEdited && setting.isChanged && (
          <p className="t-muted">
            Changed by {setting.updatedBy} <When instant={setting.updatedAt} relative />. Default:{' '}
            {defaultText(setting)}.{' '}
            {mayChange && (
              <button
                type="button"
                className="a-reset"
                aria-label={`Reset ${setting.label}`}
                disabled={reset.isPending}
                onClick={() => reset.mutate({ name: setting.name })}
              >
                Reset
              </button>
            )}
          </p>
        )}
      </div>
      <RefusalNotice problem={set.error ?? reset.error} />
    </form>
  )
}

function defaultText(setting: Setting): string {
  if (typeof setting.default === 'boolean') return setting.default ? 'on' : 'off'
  return valueText(setting.default)
}

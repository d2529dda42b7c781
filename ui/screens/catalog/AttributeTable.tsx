import { Checkbox, NativeSelect, NumberInput } from '@mantine/core'
import type { LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'
import {
  attributesFor,
  type AttributeDefinition,
  type AttributeMoment,
  type AttributeSetting,
} from '@tallystick/catalog/rules/model-attributes.ts'
import type { FieldProps } from '@tallystick/kit/form/Field.tsx'
import { AttributeValueField } from './AttributeValueField.tsx'
import { momentWords } from './attribute-words.ts'

type Settings = Readonly<Record<string, AttributeSetting>>

/** One row per attribute of the kind: when it is settled, its value or proposal, the most, whether it is required. */
export function AttributeTable({ spec, path, value, values, onChange, problems }: FieldProps) {
  const settings = (value ?? {}) as Settings
  const set = (key: string, setting: AttributeSetting) => {
    const { [key]: _before, ...rest } = settings
    onChange(setting.when === 'not-used' ? rest : { ...rest, [key]: setting })
  }
  return (
    <fieldset className="t-fieldset" data-path={path}>
      <legend>{spec.label}</legend>
      <p className="t-hint">What a license says beyond its features, and who settles it when.</p>
      <div className="t-scroll" tabIndex={0} role="group" aria-label={spec.label}>
        <table className="t-rows t-attributes">
          <thead>
            <tr>
              <th scope="col">Attribute</th>
              <th scope="col">Settled</th>
              <th scope="col">Value, or proposal for later</th>
              <th scope="col">At most</th>
              <th scope="col">Required</th>
            </tr>
          </thead>
          <tbody>
            {attributesFor(values['kind'] as LicenseKind).map((definition) => (
              <AttributeRow
                key={definition.key}
                definition={definition}
                setting={settings[definition.key] ?? { when: 'not-used' }}
                onChange={(setting) => set(definition.key, setting)}
                problem={problemOf(problems, `${path}.${definition.key}`)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </fieldset>
  )
}

function problemOf(problems: Readonly<Record<string, string>>, place: string): string | undefined {
  const found = Object.keys(problems).find((key) => key === place || key.startsWith(`${place}.`))
  return found === undefined ? undefined : problems[found]
}

interface RowProps {
  readonly definition: AttributeDefinition
  readonly setting: AttributeSetting
  readonly onChange: (setting: AttributeSetting) => void
  readonly problem: string | undefined
}

function AttributeRow({ definition, setting, onChange, problem }: RowProps) {
  const { label, keyword, moments, field } = definition
  const { when } = setting
  const isLater = when === 'at-entitlement' || when === 'at-fulfillment'
  const hasMost = isLater && (field.is === 'count' || field.is === 'overdraft')
  return (
    <tr data-off={when === 'not-used' || undefined}>
      <th scope="row">
        {label}
        {keyword && <span className="t-attribute-key t-mono">{keyword}</span>}
      </th>
      <td>
        <NativeSelect
          aria-label={`${label}: settled`}
          value={when}
          onChange={(event) =>
            onChange(settled(setting, definition, event.currentTarget.value as AttributeMoment))
          }
          data={(['not-used', ...moments] as const).map((one) => ({ value: one, label: momentWords(one) }))}
        />
      </td>
      <td>
        {when !== 'not-used' && (
          <AttributeValueField
            definition={definition}
            value={setting.value}
            onChange={(value) => onChange({ ...setting, value })}
            error={problem}
          />
        )}
      </td>
      <td>
        {hasMost && (
          <NumberInput
            aria-label={`${label}: at most`}
            hideControls
            value={setting.max ?? ''}
            onChange={(max) => onChange(withMost(setting, max))}
          />
        )}
      </td>
      <td>
        {isLater && (
          <Checkbox
            aria-label={`${label}: required`}
            checked={setting.isRequired ?? false}
            onChange={(event) => onChange({ ...setting, isRequired: event.currentTarget.checked })}
          />
        )}
      </td>
    </tr>
  )
}

/** Another moment: a value that was given stays; a switch that is settled now is on. */
function settled(
  setting: AttributeSetting,
  { field }: AttributeDefinition,
  when: AttributeMoment,
): AttributeSetting {
  if (when === 'not-used') return { when }
  const usual =
    field.is === 'switch' ? true : field.is === 'count' ? (field.proposal ?? undefined) : undefined
  const value = setting.value ?? usual
  const { max: _max, isRequired: _isRequired, ...rest } = setting
  const kept = when === 'now' ? rest : setting
  return { ...kept, when, ...(value === undefined ? {} : { value }) }
}

function withMost(setting: AttributeSetting, max: string | number): AttributeSetting {
  const { max: _before, ...rest } = setting
  return max === '' ? rest : { ...rest, max: Number(max) }
}

import { Group, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import type { ModelExpiration, PeriodUnit } from '@tallystick/catalog/rules/policies.ts'
import type { FieldProps } from '@tallystick/kit/form/Field.tsx'
import { momentWords } from './attribute-words.ts'

const FIRST: Readonly<Record<ModelExpiration['setting'], ModelExpiration>> = {
  'at-entitlement': { setting: 'at-entitlement' },
  permanent: { setting: 'permanent' },
  date: { setting: 'date', date: '' },
  duration: { setting: 'duration', amount: 1, unit: 'years' },
}

/** When licenses of a model end: settled here, or with each line item. */
export function ExpirationField({ spec, path, value, onChange, problems }: FieldProps) {
  const expiration = (value || FIRST['at-entitlement']) as ModelExpiration
  const problem = Object.keys(problems).find((key) => key === path || key.startsWith(`${path}.`))
  return (
    <Group gap="xs" align="end" data-path={path}>
      <NativeSelect
        label={spec.label}
        error={problem === undefined ? undefined : problems[problem]}
        value={expiration.setting}
        onChange={(event) => onChange(FIRST[event.currentTarget.value as ModelExpiration['setting']])}
        data={[
          { value: 'at-entitlement', label: momentWords('at-entitlement') },
          { value: 'permanent', label: 'Never: permanent' },
          { value: 'date', label: 'On a date' },
          { value: 'duration', label: 'After a time' },
        ]}
      />
      {expiration.setting === 'date' && (
        <TextInput
          type="date"
          aria-label="Last day"
          value={expiration.date}
          onChange={(event) => onChange({ setting: 'date', date: event.currentTarget.value })}
        />
      )}
      {expiration.setting === 'duration' && (
        <>
          <NumberInput
            aria-label="Length"
            className="t-number"
            hideControls
            min={1}
            value={expiration.amount}
            onChange={(amount) => onChange({ ...expiration, amount: Number(amount) })}
          />
          <NativeSelect
            aria-label="Unit"
            value={expiration.unit}
            onChange={(event) => onChange({ ...expiration, unit: event.currentTarget.value as PeriodUnit })}
            data={['days', 'weeks', 'months', 'years']}
          />
        </>
      )}
    </Group>
  )
}

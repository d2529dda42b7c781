import { Checkbox, Group, MultiSelect, NativeSelect, NumberInput } from '@mantine/core'
import { hostIdTypes } from '@tallystick/catalog/rules/host-id-types.ts'
import {
  openPolicies,
  type BesidePolicy,
  type LimitPolicy,
  type ModelPolicies,
  type PeriodUnit,
} from '@tallystick/catalog/rules/policies.ts'
import type { FieldProps } from '@tallystick/kit/form/Field.tsx'
import { momentWords } from './attribute-words.ts'

const UNITS: readonly PeriodUnit[] = ['days', 'weeks', 'months', 'years']
const LIMITS = {
  rehosts: 'Rehosts',
  returns: 'Returns',
  repairs: 'Repairs',
  reinstalls: 'Reinstalls',
  publisherErrors: 'Corrected publisher errors',
} as const
const BESIDES = { emergencies: 'Emergency licenses', stopGaps: 'Stop-gap licenses' } as const

/** How often a license may be moved, returned and repaired, and what else the model rules. */
export function PoliciesField({ spec, path, value, onChange, problems }: FieldProps) {
  const policies: ModelPolicies = { ...openPolicies, ...(value as Partial<ModelPolicies>) }
  const set = (change: Partial<ModelPolicies>) => onChange({ ...policies, ...change })
  const problem = Object.keys(problems).find((key) => key.startsWith(`${path}.`))
  return (
    <fieldset className="t-fieldset" data-path={path}>
      <legend>{spec.label}</legend>
      <p className="t-hint">Counted for each line item on its own.</p>
      {problem !== undefined && <p className="t-field-problem">{problems[problem]}</p>}
      {(Object.keys(LIMITS) as (keyof typeof LIMITS)[]).map((key) => (
        <LimitField
          key={key}
          label={LIMITS[key]}
          limit={policies[key]}
          onChange={(limit) => set({ [key]: limit })}
        />
      ))}
      {(Object.keys(BESIDES) as (keyof typeof BESIDES)[]).map((key) => (
        <BesideField
          key={key}
          label={BESIDES[key]}
          policy={policies[key]}
          onChange={(policy) => set({ [key]: policy })}
        />
      ))}
      <ExtraActivations
        value={policies.extraActivations}
        onChange={(extraActivations) => set({ extraActivations })}
      />
      <CancelLicense value={policies.cancelLicense} onChange={(cancelLicense) => set({ cancelLicense })} />
      <HostTypes
        label="Server host ID types"
        value={policies.serverHostTypes}
        onChange={(serverHostTypes) => set({ serverHostTypes })}
      />
      <HostTypes
        label="Node-locked host ID types"
        value={policies.nodeHostTypes}
        onChange={(nodeHostTypes) => set({ nodeHostTypes })}
      />
    </fieldset>
  )
}

interface LimitProps {
  readonly label: string
  readonly limit: LimitPolicy
  readonly onChange: (limit: LimitPolicy) => void
}

function LimitField({ label, limit, onChange }: LimitProps) {
  const change = (when: string) =>
    onChange(
      when === 'now'
        ? { when, count: 1, period: { amount: 1, unit: 'years' } }
        : { when: when as 'not-used' | 'at-entitlement' },
    )
  return (
    <Group gap="xs" align="end">
      <NativeSelect
        label={label}
        value={limit.when}
        onChange={(event) => change(event.currentTarget.value)}
        data={[
          { value: 'not-used', label: 'Not limited' },
          { value: 'now', label: 'Limited to' },
          { value: 'at-entitlement', label: momentWords('at-entitlement') },
        ]}
      />
      {limit.when === 'now' && (
        <>
          <NumberInput
            aria-label={`${label}: how many`}
            className="t-number"
            hideControls
            min={0}
            value={limit.count}
            onChange={(count) => onChange({ ...limit, count: Number(count) })}
          />
          <span className="t-between">in</span>
          <NumberInput
            aria-label={`${label}: length of the period`}
            className="t-number"
            hideControls
            min={1}
            placeholder="all"
            value={limit.period?.amount ?? ''}
            onChange={(amount) =>
              onChange({
                ...limit,
                period:
                  amount === '' ? null : { amount: Number(amount), unit: limit.period?.unit ?? 'years' },
              })
            }
          />
          <NativeSelect
            aria-label={`${label}: unit of the period`}
            disabled={limit.period === null}
            value={limit.period?.unit ?? 'years'}
            onChange={(event) =>
              limit.period &&
              onChange({
                ...limit,
                period: { ...limit.period, unit: event.currentTarget.value as PeriodUnit },
              })
            }
            data={UNITS.map((unit) => ({ value: unit, label: unit }))}
          />
        </>
      )}
    </Group>
  )
}

interface BesideProps {
  readonly label: string
  readonly policy: BesidePolicy
  readonly onChange: (policy: BesidePolicy) => void
}

/** How many licenses may stand beside a license, and how long each is good at most. */
function BesideField({ label, policy, onChange }: BesideProps) {
  const longest = policy.when === 'not-used' ? null : policy.longest
  const often: LimitPolicy = policy.when === 'now' ? { ...policy } : { when: policy.when }
  return (
    <div>
      <LimitField
        label={label}
        limit={often}
        onChange={(limit) => onChange(limit.when === 'not-used' ? limit : { ...limit, longest })}
      />
      {policy.when !== 'not-used' && (
        <Group gap="xs" align="end" mt={4}>
          <span className="t-between">each for at most</span>
          <NumberInput
            aria-label={`${label}: longest duration`}
            className="t-number"
            hideControls
            min={1}
            placeholder="any"
            value={longest?.amount ?? ''}
            onChange={(amount) =>
              onChange({
                ...policy,
                longest: amount === '' ? null : { amount: Number(amount), unit: longest?.unit ?? 'days' },
              })
            }
          />
          <NativeSelect
            aria-label={`${label}: unit of the longest duration`}
            disabled={longest === null}
            value={longest?.unit ?? 'days'}
            onChange={(event) =>
              longest &&
              onChange({ ...policy, longest: { ...longest, unit: event.currentTarget.value as PeriodUnit } })
            }
            data={UNITS.map((unit) => ({ value: unit, label: unit }))}
          />
        </Group>
      )}
    </div>
  )
}

interface PolicyProps<T> {
  readonly value: T
  readonly onChange: (value: T) => void
}

function ExtraActivations({ value, onChange }: PolicyProps<ModelPolicies['extraActivations']>) {
  return (
    <Group gap="xs" align="end">
      <NativeSelect
        label="Extra activations"
        value={value.when}
        onChange={(event) =>
          onChange(
            event.currentTarget.value === 'now' ? { when: 'now', count: 0 } : { when: 'at-entitlement' },
          )
        }
        data={[
          { value: 'now', label: 'This many' },
          { value: 'at-entitlement', label: momentWords('at-entitlement') },
        ]}
      />
      {value.when === 'now' && (
        <NumberInput
          aria-label="Extra activations: how many"
          className="t-number"
          hideControls
          min={0}
          value={value.count}
          onChange={(count) => onChange({ when: 'now', count: Number(count) })}
        />
      )}
    </Group>
  )
}

function CancelLicense({ value, onChange }: PolicyProps<ModelPolicies['cancelLicense']>) {
  return (
    <Group gap="xs" align="end">
      <NativeSelect
        label="Returned copies"
        value={value.when}
        onChange={(event) =>
          onChange(
            event.currentTarget.value === 'now'
              ? { when: 'now', isAllowed: true }
              : { when: 'at-entitlement' },
          )
        }
        data={[
          { value: 'now', label: 'Settled now' },
          { value: 'at-entitlement', label: momentWords('at-entitlement') },
        ]}
      />
      {value.when === 'now' && (
        <Checkbox
          className="t-between"
          label="go back to the line item"
          checked={value.isAllowed}
          onChange={(event) => onChange({ when: 'now', isAllowed: event.currentTarget.checked })}
        />
      )}
    </Group>
  )
}

function HostTypes({
  label,
  value,
  onChange,
}: PolicyProps<readonly string[] | null> & { readonly label: string }) {
  return (
    <MultiSelect
      label={label}
      placeholder={value === null ? 'All are permitted' : ''}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Permit all' }}
      data={[...hostIdTypes]}
      value={value === null ? [] : [...value]}
      onChange={(next) => onChange(next.length === 0 ? null : next)}
    />
  )
}

import { Checkbox, Input, NativeSelect, NumberInput } from '@mantine/core'
import { attributesToAsk, type AttributeToAsk } from '@tallystick/catalog/rules/resolve-attributes.ts'
import { readAttributeValue } from '@tallystick/catalog/rules/attribute-values.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { AttributeValueField } from '@tallystick/screens/catalog/AttributeValueField.tsx'
import { AttributeInput } from '@tallystick/screens/fulfillments/activation/AttributeInput.tsx'
import { useState } from 'react'
import type { DraftFieldsProps } from './draft-fields.ts'
import { LIMIT_POLICIES, type LimitValue } from './policy-terms.ts'
import { Duration } from './TermParts.tsx'

/** License attributes and policies that the license model leaves to the line item. Nothing when there are none. */
export function ModelFields(props: DraftFieldsProps) {
  const { goods } = props
  if (!goods.model || props.draft.kind === 'maintenance') return null
  const asked = attributesToAsk(goods.model as never, 'entitlement')
  const { policies } = goods.model
  const limits = (Object.keys(LIMIT_POLICIES) as (keyof typeof LIMIT_POLICIES)[]).filter(
    (key) => policies[key].when === 'at-entitlement',
  )
  const asksExtra = policies.extraActivations.when === 'at-entitlement'
  const asksCancel = policies.cancelLicense.when === 'at-entitlement'
  if (asked.length + limits.length === 0 && !asksExtra && !asksCancel) return null
  return (
    <fieldset className="t-fieldset">
      <legend>Left open by “{goods.model.name}”</legend>
      {asked.map((one) => (
        <Attribute key={one.key} {...props} asked={one} />
      ))}
      {limits.map((key) => (
        <Limit key={key} {...props} policy={key} />
      ))}
      {asksExtra && (
        <NumberInput
          className="t-short"
          label="Extra activations"
          description="Copies beyond the sold ones."
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          hideControls
          allowDecimal={false}
          min={0}
          value={props.draft.extraActivations ?? ''}
          onChange={(next) => props.set({ extraActivations: next === '' ? null : Number(next) })}
          error={props.problems['extraActivations']}
        />
      )}
      {asksCancel && (
        <Checkbox
          label="Returned copies go back to the line item"
          checked={props.draft.policies['cancelLicense'] !== false}
          onChange={(event) =>
            props.set({ policies: { ...props.draft.policies, cancelLicense: event.currentTarget.checked } })
          }
        />
      )}
    </fieldset>
  )
}

function Attribute({ asked, draft, set, path }: DraftFieldsProps & { readonly asked: AttributeToAsk }) {
  const [isLeft, setLeft] = useState(false)
  const value = draft.attributes[asked.key]
  const change = (next: unknown) => set({ attributes: { ...draft.attributes, [asked.key]: next } })
  const error = isLeft ? attributeProblem(asked, value) : null
  if (asked.field.is === 'overdraft') {
    return (
      <Input.Wrapper label={asked.label} error={error} withAsterisk={asked.isRequired} labelElement="div">
        <AttributeValueField definition={asked} value={value} onChange={change} />
      </Input.Wrapper>
    )
  }
  return (
    <AttributeInput
      asked={asked}
      value={value}
      onChange={change}
      onBlur={() => setLeft(true)}
      id={`${path}-${asked.key}`.replaceAll('.', '-')}
      error={error}
    />
  )
}

function attributeProblem(asked: AttributeToAsk, value: unknown): string | null {
  if (value === undefined || value === null || value === '') return asked.isRequired ? 'Fill this in.' : null
  const read = readAttributeValue(asked, value)
  return isRefusal(read) ? `This cannot be the value of ${asked.label.toLowerCase()}.` : null
}

function Limit({
  policy,
  draft,
  set,
  path,
}: DraftFieldsProps & { readonly policy: keyof typeof LIMIT_POLICIES }) {
  const value = (draft.policies[policy] as LimitValue | undefined) ?? null
  const change = (next: LimitValue | null) => {
    const { [policy]: _before, ...others } = draft.policies
    set({ policies: next ? { ...others, [policy]: next } : others })
  }
  return (
    <div className="e-line">
      <NativeSelect
        label={LIMIT_POLICIES[policy]}
        value={value ? 'limited' : ''}
        onChange={(event) =>
          change(event.currentTarget.value ? { count: 1, period: { amount: 1, unit: 'years' } } : null)
        }
        data={[
          { value: '', label: 'Not limited' },
          { value: 'limited', label: 'Limited' },
        ]}
      />
      {value && (
        <>
          <NumberInput
            className="e-number"
            label="At most"
            hideControls
            min={0}
            value={value.count}
            onChange={(count) => change({ ...value, count: Number(count) })}
          />
          <Duration
            label="within"
            path={`${path}.policies.${policy}`}
            error={undefined}
            value={(value.period ?? { amount: null, unit: 'years' }) as never}
            onChange={(period) =>
              change({
                ...value,
                period: period.amount === null ? null : { amount: period.amount, unit: period.unit },
              })
            }
          />
        </>
      )}
    </div>
  )
}

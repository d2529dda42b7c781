import { MultiSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { attributesToAsk } from '@tallystick/catalog/rules/resolve-attributes.ts'
import type { FieldProblems } from '@tallystick/kit/form/field-problems.ts'
import { CustomFields } from '@tallystick/screens/custom-attributes/CustomFields.tsx'
import { useEffect } from 'react'
import type { DraftFieldsProps, MaintenanceChoice } from './draft-fields.ts'
import { GoodsFields } from './GoodsFields.tsx'
import type { LineItemDraft } from './line-item-draft.ts'
import { ModelFields } from './ModelFields.tsx'
import { TermFields } from './TermFields.tsx'
import { useGoods, type DraftGoods } from './use-goods.ts'

interface EditorProps {
  readonly draft: LineItemDraft
  readonly onChange: (draft: LineItemDraft) => void
  readonly problems: FieldProblems
  readonly path: string
  readonly isTest: boolean
  readonly maintenance: readonly MaintenanceChoice[]
}

/** The fields of one line item; the license model decides which of them are asked. */
export function LineItemEditor({ draft, onChange, problems, path, isTest, maintenance }: EditorProps) {
  const goods = useGoods(draft, isTest)
  useModelOf(draft, goods, onChange)
  const set = (change: Partial<LineItemDraft>) => onChange({ ...draft, ...change })
  const props: DraftFieldsProps = { draft, set, problems, path, goods, isTest }
  return (
    <div className="e-editor">
      <GoodsFields {...props} />
      <div className="e-line">
        <NumberInput
          className="e-number"
          label="Copies"
          withAsterisk
          data-path={`${path}.copies`}
          hideControls
          allowDecimal={false}
          thousandSeparator
          value={draft.copies ?? ''}
          onChange={(copies) => set({ copies: copies === '' ? null : Number(copies) })}
          error={problems['copies']}
        />
        <TextInput
          label="Order ID"
          value={draft.orderId}
          onChange={(event) => set({ orderId: event.currentTarget.value })}
        />
        <TextInput
          className="e-short"
          label="Order line"
          value={draft.orderLineNumber}
          onChange={(event) => set({ orderLineNumber: event.currentTarget.value })}
        />
      </div>
      <TermFields {...props} />
      <ModelFields {...props} />
      {draft.kind === 'licensed' && maintenance.length > 0 && (
        <MultiSelect
          label="Maintenance"
          searchable
          description="Maintenance line items of this entitlement that cover it."
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          data={[...maintenance]}
          value={draft.maintenance.filter((one) => maintenance.some(({ value }) => value === one))}
          onChange={(next) => set({ maintenance: next })}
        />
      )}
      <CustomFields
        kind={draft.kind === 'maintenance' ? 'maintenance-line-item' : 'line-item'}
        values={draft.customAttributes}
        onChange={(customAttributes) => set({ customAttributes })}
        path={`${path}.customAttributes`}
        isNew={!draft.isStored}
      />
      <details className="e-more">
        <summary>Activation ID, time zone, description</summary>
        <div className="t-stack">
          <TextInput
            label="Activation ID"
            description="Leave empty to have one generated."
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            value={draft.activationId}
            onChange={(event) => set({ activationId: event.currentTarget.value })}
            error={problems['activationId']}
          />
          <TextInput
            label="Time zone in which its days are counted"
            description="Such as Europe/Berlin. Empty: UTC."
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            value={draft.timeZone}
            onChange={(event) => set({ timeZone: event.currentTarget.value })}
          />
          <Textarea
            label="Description"
            autosize
            minRows={2}
            value={draft.description}
            onChange={(event) => set({ description: event.currentTarget.value })}
          />
        </div>
      </details>
    </div>
  )
}

/** Another license model asks other things: its proposals are filled in, what it does not ask is dropped. */
function useModelOf(draft: LineItemDraft, goods: DraftGoods, onChange: (draft: LineItemDraft) => void): void {
  const { model, modelName } = goods
  useEffect(() => {
    const known = draft.known?.name ?? null
    if (modelName === null && known !== null && !goods.isLoading) return onChange({ ...draft, known: null })
    if (!model || model.name === known) return
    const asked = attributesToAsk(model as never, 'entitlement')
    // A first look at a stored line item keeps its values; an exchange of the model begins anew.
    const isFirst = known === null && model.name === draft.licenseModel
    const attributes = Object.fromEntries(
      asked.flatMap(({ key, proposal }) => {
        const value = draft.attributes[key] ?? (isFirst ? undefined : proposal)
        return value === undefined || value === null ? [] : [[key, value]]
      }),
    )
    onChange({
      ...draft,
      known: {
        name: model.name,
        asksTerm: model.expiration.setting === 'at-entitlement',
        asksExtraActivations: model.policies.extraActivations.when === 'at-entitlement',
      },
      attributes,
      policies: isFirst
        ? draft.policies
        : model.policies.cancelLicense.when === 'at-entitlement'
          ? { cancelLicense: true }
          : {},
    })
  }, [draft, goods.isLoading, model, modelName, onChange])
}

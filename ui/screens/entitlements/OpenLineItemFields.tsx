import { MultiSelect } from '@mantine/core'
import { updateLineItem } from '@tallystick/entitlements/contracts.ts'
import { ContractForm } from '@tallystick/kit/form/ContractForm.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { customFieldsOf } from '@tallystick/screens/custom-attributes/CustomFields.tsx'
import { useNavigate } from '@tanstack/react-router'
import type { MaintenanceChoice } from './draft-fields.ts'
import { productsWords } from './LineItemPage.tsx'
import { entitlementPath, orderedItemPath } from './paths.ts'
import type { LineItem } from './sold-words.ts'

const licensedFields = customFieldsOf('line-item', false)
const maintenanceFields = customFieldsOf('maintenance-line-item', false)

interface OpenProps {
  readonly item: LineItem
  readonly choices: readonly MaintenanceChoice[]
  /** Fields that the rules leave open. */
  readonly only: readonly string[]
}

/** What may still change of a line item that was deployed: its description, its order, its maintenance. */
export function OpenLineItemFields({ item, choices, only }: OpenProps) {
  const navigate = useNavigate()
  const back = () => void navigate({ to: orderedItemPath(item.id) })
  const takesMaintenance = item.kind === 'licensed' && choices.length > 0
  const { entitlementId, id } = item.entitlement
  return (
    <FormPage
      title={`Edit ${productsWords(item)}`}
      parents={[
        { label: 'Entitlements', to: '/entitlements' },
        { label: entitlementId, to: entitlementPath(id) },
      ]}
      below="What was sold is fixed since it was deployed; only this can change."
    >
      <ContractForm
        contract={updateLineItem}
        initial={{ ...item, maintenance: item.maintenance.map(({ activationId }) => activationId) }}
        fixed={{ id: item.id, rowVersion: item.rowVersion }}
        only={only.filter((field) => takesMaintenance || field !== 'maintenance')}
        own={{
          customAttributes: item.kind === 'maintenance' ? maintenanceFields : licensedFields,
          maintenance: ({ value, onChange }) => (
            <MultiSelect
              label="Maintenance"
              searchable
              description="Maintenance line items of this entitlement that cover it."
              data={[...choices]}
              value={value as string[]}
              onChange={onChange}
            />
          ),
        }}
        act="Save changes"
        says="Line item saved."
        onDone={back}
        onCancel={back}
      />
    </FormPage>
  )
}

import { Select } from '@mantine/core'
import {
  createLicenseModel,
  getLicenseModel,
  listLicenseTechnologies,
  updateLicenseModel,
} from '@tallystick/catalog/contracts.ts'
import { attributesFor } from '@tallystick/catalog/rules/model-attributes.ts'
import type { LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'
import { useOperation, usePage } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { ContractForm } from '@tallystick/kit/form/ContractForm.tsx'
import { PlainField, type FieldProps, type OwnFields } from '@tallystick/kit/form/Field.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { AttributeTable } from './AttributeTable.tsx'
import { ExpirationField } from './ExpirationField.tsx'
import { FROZEN, onlyOpen, openFields } from './open-fields.ts'
import { PoliciesField } from './PoliciesField.tsx'

const PLACE = '/license-models'
const PARENTS = [{ label: 'License models', to: PLACE }]
const FIRST = {
  technology: 'certificate',
  kind: 'floating-counted',
  attributes: {},
  policies: {},
  expiration: { setting: 'at-entitlement' },
}

const own: OwnFields = {
  technology: (props) => <TechnologyField {...props} />,
  kind: (props) => <KindField {...props} />,
  attributes: (props) => <AttributeTable {...props} />,
  policies: (props) => <PoliciesField {...props} />,
  expiration: (props) => <ExpirationField {...props} />,
}

/** Certificates, or a technology of the producer's own. */
function TechnologyField({ value, onChange, error }: FieldProps) {
  const { data } = usePage(listLicenseTechnologies, { limit: 100 })
  const own = (data?.rows ?? []).map(({ name }) => ({ value: name, label: name }))
  const chosen = typeof value === 'string' ? value : 'certificate'
  return (
    <Select
      label="Technology"
      description="Licenses of a technology of your own have its kind."
      data={[{ value: 'certificate', label: 'Certificate' }, ...own]}
      value={chosen}
      allowDeselect={false}
      error={error}
      onChange={(next) => next && onChange(next)}
    />
  )
}

/** Another kind has other attributes: those that it does not have are dropped with the choice. */
function KindField(props: FieldProps) {
  const change = (value: unknown) => {
    const kept = new Set(attributesFor(value as LicenseKind).map(({ key }) => key as string))
    const attributes = (props.values['attributes'] ?? {}) as Record<string, unknown>
    props.onChange(value)
    props.set('attributes', Object.fromEntries(Object.entries(attributes).filter(([key]) => kept.has(key))))
  }
  return <PlainField {...props} onChange={change} />
}

/** The form for a new license model; `?from=` starts with the values of another. */
export function NewModelPage() {
  const { from } = useSearch({ strict: false }) as { from?: string }
  const query = useOperation(getLicenseModel, { id: from ?? '' }, { enabled: from !== undefined })
  const navigate = useNavigate()
  const form = (initial: Readonly<Record<string, unknown>>) => (
    <FormPage title="New license model" parents={PARENTS}>
      <ContractForm
        contract={createLicenseModel}
        initial={initial}
        own={own}
        isWide
        act="Create license model"
        says={(made) => `License model ${made.label} created.`}
        onDone={(made) => void navigate({ to: `${PLACE}/${made.id}` })}
        onCancel={() => void navigate({ to: PLACE })}
      />
    </FormPage>
  )
  if (from === undefined) return form(FIRST)
  return (
    <Loaded query={query} parents={PARENTS}>
      {({ name, description, kind, technology, attributes, policies, expiration }) =>
        form({ name, description, kind, technology, attributes, policies, expiration })
      }
    </Loaded>
  )
}

/** Edits a license model as far as its state allows. */
export function EditModelPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getLicenseModel, { id })
  const navigate = useNavigate()
  const back = () => void navigate({ to: `${PLACE}/${id}` })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(model) => (
        <FormPage
          title={`Edit ${model.label}`}
          parents={[...PARENTS, { label: model.label, to: `${PLACE}/${id}` }]}
          below={openFields('license-model', model) && FROZEN}
        >
          <ContractForm
            contract={updateLicenseModel}
            initial={model}
            fixed={{ id: model.id, rowVersion: model.rowVersion }}
            own={own}
            isWide
            act="Save license model"
            says={(saved) => `License model ${saved.label} saved.`}
            onDone={back}
            onCancel={back}
            {...onlyOpen(openFields('license-model', model))}
          />
        </FormPage>
      )}
    </Loaded>
  )
}

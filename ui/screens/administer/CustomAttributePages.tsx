import type { OutputOf } from '@tallystick/api/client.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { recordCommand } from '@tallystick/kit/details/commands.tsx'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import type { Fact } from '@tallystick/kit/details/Facts.tsx'
import { ContractForm } from '@tallystick/kit/form/ContractForm.tsx'
import { PlainField, type FieldProps, type OwnFields } from '@tallystick/kit/form/Field.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CreateButton } from '@tallystick/kit/shell/CreateButton.tsx'
import {
  createCustomAttribute,
  getCustomAttribute,
  listCustomAttributes,
  obsoleteCustomAttribute,
  reactivateCustomAttribute,
  updateCustomAttribute,
} from '@tallystick/settings/contracts.ts'
import { ATTRIBUTE_TYPES, RECORD_KINDS, type AttributeType } from '@tallystick/settings/model.ts'
import { takesChoices } from '@tallystick/settings/rules/attribute-definitions.ts'
import { CustomInput } from '@tallystick/screens/custom-attributes/CustomFields.tsx'
import { shownValue } from '@tallystick/screens/custom-attributes/custom-facts.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'

type Attribute = OutputOf<typeof getCustomAttribute>

const PLACE = '/custom-attributes'
const PARENTS = [{ label: 'Custom attributes', to: PLACE }]

/** All fields that the producer has added to records. */
export function CustomAttributesPage() {
  const session = useSession()
  return (
    <ListPage
      list={listCustomAttributes}
      open={(row) => `${PLACE}/${row.id}`}
      cells={{ name: (row) => <span className="t-mono">{row.name}</span> }}
      actions={
        session.may('settings.manage') && (
          <CreateButton to={`${PLACE}/new`}>New custom attribute</CreateButton>
        )
      }
      teach="A custom attribute is a field of your own on accounts, users, products, entitlements or line items: an industry, a cost center, a purchase order. Forms ask for it, pages show it, lists search by it."
    />
  )
}

/** One custom attribute. */
export function CustomAttributePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getCustomAttribute, { id })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(attribute) => (
        <DetailsPage
          title={attribute.label}
          parents={PARENTS}
          state={attribute.state}
          beside={<span className="t-muted">{RECORD_KINDS[attribute.recordKind]}</span>}
          view={attribute.commands}
          commands={commandsOf(attribute)}
          facts={factsOf(attribute)}
          history={{ kind: 'custom-attribute', id: attribute.id }}
        />
      )}
    </Loaded>
  )
}

function commandsOf({ id, label }: Attribute) {
  return [
    recordCommand(updateCustomAttribute, 'Edit', { to: `${PLACE}/${id}/edit` }),
    recordCommand(reactivateCustomAttribute, 'Offer again', {
      input: { id },
      confirm: { title: `Offer ${label} again?`, consequence: 'Forms ask for it again.' },
      says: `${label} is offered again.`,
    }),
    recordCommand(obsoleteCustomAttribute, 'Obsolete', {
      input: { id },
      confirm: {
        title: `Offer ${label} no more?`,
        consequence: 'Forms ask for it no more. Values that records have stay and are shown.',
      },
      says: `${label} is obsolete.`,
    }),
  ]
}

function factsOf(one: Attribute): readonly (Fact | false)[] {
  return [
    { label: 'Name', value: <Id text={one.name} label="name" /> },
    { label: 'Kind of record', value: RECORD_KINDS[one.recordKind] },
    { label: 'Type', value: ATTRIBUTE_TYPES[one.type] },
    { label: 'Required', value: one.isRequired ? 'Yes' : 'No' },
    { label: 'Default', value: one.defaultValue === null ? null : shownValue(one.defaultValue, one.type) },
    { label: 'End-user portal', value: portalWords(one) },
    { label: 'Position', value: String(one.position) },
    { label: 'Added', value: <When instant={one.createdAt} /> },
    { label: 'Changed', value: <When instant={one.updatedAt} /> },
    takesChoices(one.type) && { label: 'List', value: one.choices.join(', '), isWide: true },
    one.help !== '' && { label: 'Help', value: one.help, isWide: true },
  ]
}

function portalWords({ isVisibleInPortal, isEditableInPortal }: Attribute): string {
  if (!isVisibleInPortal) return 'Not shown'
  return isEditableInPortal ? 'Shown, can be changed' : 'Shown'
}

/** The list is asked where values are chosen; the default looks like the attribute itself. */
function ownFields(stored: AttributeType | null): OwnFields {
  const typeOf = ({ values }: FieldProps) => stored ?? (values['type'] as AttributeType | '')
  return {
    choices: (props) => {
      const type = typeOf(props)
      return type !== '' && takesChoices(type) && <PlainField {...props} />
    },
    defaultValue: (props) => {
      const type = typeOf(props)
      if (type === '') return null
      return (
        <CustomInput
          field={{
            label: props.spec.label,
            help: props.spec.help ?? '',
            isRequired: false,
            type,
            choices: (props.values['choices'] ?? []) as string[],
          }}
          path={props.path}
          value={props.value}
          onChange={props.onChange}
        />
      )
    },
    isEditableInPortal: (props) => props.values['isVisibleInPortal'] === true && <PlainField {...props} />,
  }
}

const NEW_FIELDS: OwnFields = {
  ...ownFields(null),
  type: (props) => (
    <PlainField
      {...props}
      onChange={(type) => {
        props.onChange(type)
        props.set('choices', [])
        props.set('defaultValue', null)
      }}
    />
  ),
}

/** The form for a new custom attribute. */
export function NewCustomAttributePage() {
  const navigate = useNavigate()
  return (
    <FormPage title="New custom attribute" parents={PARENTS}>
      <ContractForm
        contract={createCustomAttribute}
        own={NEW_FIELDS}
        act="Create custom attribute"
        says={(made) => `${made.label} is a field from now on.`}
        onDone={(made) => void navigate({ to: `${PLACE}/${made.id}` })}
        onCancel={() => void navigate({ to: PLACE })}
      />
    </FormPage>
  )
}

/** Edits a custom attribute: everything but its kind, name and type. */
export function EditCustomAttributePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getCustomAttribute, { id })
  const navigate = useNavigate()
  const back = () => void navigate({ to: `${PLACE}/${id}` })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(attribute) => (
        <FormPage
          title={`Edit ${attribute.label}`}
          parents={[...PARENTS, { label: attribute.label, to: `${PLACE}/${id}` }]}
        >
          <ContractForm
            contract={updateCustomAttribute}
            initial={attribute}
            fixed={{ id: attribute.id, rowVersion: attribute.rowVersion }}
            own={ownFields(attribute.type)}
            act="Save custom attribute"
            says={(saved) => `${saved.label} saved.`}
            onDone={back}
            onCancel={back}
          />
        </FormPage>
      )}
    </Loaded>
  )
}

import {
  createPartNumber,
  deletePartNumber,
  getPartNumber,
  listPartNumbers,
  unmapPartNumber,
  updatePartNumber,
} from '@tallystick/catalog/contracts.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { recordCommand } from '@tallystick/kit/details/commands.tsx'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { ContractForm } from '@tallystick/kit/form/ContractForm.tsx'
import type { OwnFields } from '@tallystick/kit/form/Field.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CreateButton } from '@tallystick/kit/shell/CreateButton.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { customFieldsOf } from '@tallystick/screens/custom-attributes/CustomFields.tsx'
import { customFacts } from '@tallystick/screens/custom-attributes/custom-facts.tsx'
import { usePartNumberOptions } from '@tallystick/screens/custom-attributes/search-options.ts'
import { useCustomFields } from '@tallystick/screens/custom-attributes/use-custom-fields.ts'
import { useNavigate, useParams } from '@tanstack/react-router'
import { ModelField, ProductField } from './references.tsx'

const PLACE = '/part-numbers'
const PARENTS = [{ label: 'Part numbers', to: PLACE }]

const own: OwnFields = {
  customAttributes: customFieldsOf('part-number', false),
  product: (props) => <ProductField {...props} />,
  licenseModel: (props) => <ModelField {...props} />,
}

const newOwn: OwnFields = { ...own, customAttributes: customFieldsOf('part-number', true) }

/** All part numbers. */
export function PartNumbersPage() {
  const session = useSession()
  return (
    <ListPage
      list={listPartNumbers}
      useAttributes={usePartNumberOptions}
      open={(row) => `${PLACE}/${row.id}`}
      cells={{ code: (row) => <span className="t-mono">{row.code}</span> }}
      actions={
        session.may('part-numbers.manage') && <CreateButton to={`${PLACE}/new`}>New part number</CreateButton>
      }
      teach="A part number is what an order names. It resolves to a product, and perhaps to one of its license models."
    />
  )
}

/** A part number and what it resolves to. */
export function PartNumberPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const navigate = useNavigate()
  const query = useOperation(getPartNumber, { id })
  const custom = useCustomFields('part-number')
  return (
    <Loaded query={query} parents={PARENTS}>
      {(number) => (
        <DetailsPage
          title={number.code}
          parents={PARENTS}
          view={number.commands}
          commands={[
            recordCommand(updatePartNumber, 'Edit', { to: `${PLACE}/${id}/edit` }),
            recordCommand(unmapPartNumber, 'Unassign', {
              input: { id },
              confirm: {
                title: `Unassign ${number.code}?`,
                consequence:
                  'Orders with it are refused until it is assigned again. Line items that were ordered by it keep their product.',
              },
              says: `${number.code} is unassigned.`,
            }),
            recordCommand(deletePartNumber, 'Delete', {
              input: { id },
              confirm: {
                title: `Delete ${number.code}?`,
                consequence: 'The part number is removed for good.',
                isDanger: true,
              },
              says: `${number.code} is deleted.`,
              onDone: () => void navigate({ to: PLACE }),
            }),
          ]}
          facts={[
            { label: 'Part number', value: <Id text={number.code} label="part number" /> },
            {
              label: 'Product',
              value: number.productId ? (
                <Link to={`/products/${number.productId}`}>{number.productLabel}</Link>
              ) : (
                'Unassigned'
              ),
            },
            {
              label: 'License model',
              value: number.licenseModelId && (
                <Link to={`/license-models/${number.licenseModelId}`}>{number.licenseModel}</Link>
              ),
            },
            { label: 'Added', value: <When instant={number.createdAt} /> },
            { label: 'Changed', value: <When instant={number.updatedAt} /> },
            { label: 'Ordered by it', value: number.lineItems.join(', ') },
            ...customFacts(custom, number.customAttributes),
            number.description !== '' && { label: 'Description', value: number.description, isWide: true },
          ]}
          history={{ kind: 'part-number', id: number.id }}
        />
      )}
    </Loaded>
  )
}

/** The form for a new part number. */
export function NewPartNumberPage() {
  const navigate = useNavigate()
  return (
    <FormPage title="New part number" parents={PARENTS}>
      <ContractForm
        contract={createPartNumber}
        own={newOwn}
        act="Create part number"
        says={(made) => `Part number ${made.code} created.`}
        onDone={(made) => void navigate({ to: `${PLACE}/${made.id}` })}
        onCancel={() => void navigate({ to: PLACE })}
      />
    </FormPage>
  )
}

/** Edits a part number: its code, its description, and what it resolves to. */
export function EditPartNumberPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getPartNumber, { id })
  const navigate = useNavigate()
  const back = () => void navigate({ to: `${PLACE}/${id}` })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(number) => (
        <FormPage
          title={`Edit ${number.code}`}
          parents={[...PARENTS, { label: number.code, to: `${PLACE}/${id}` }]}
        >
          <ContractForm
            contract={updatePartNumber}
            initial={number}
            fixed={{ id: number.id, rowVersion: number.rowVersion }}
            own={own}
            act="Save part number"
            says="Part number saved."
            onDone={back}
            onCancel={back}
          />
        </FormPage>
      )}
    </Loaded>
  )
}

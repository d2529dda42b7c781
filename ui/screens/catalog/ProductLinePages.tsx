import {
  createProductLine,
  deleteProductLine,
  getProductLine,
  listProductLines,
  updateProductLine,
} from '@tallystick/catalog/contracts.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { recordCommand } from '@tallystick/kit/details/commands.tsx'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { ContractForm } from '@tallystick/kit/form/ContractForm.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CreateButton } from '@tallystick/kit/shell/CreateButton.tsx'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'

const PLACE = '/product-lines'
const PARENTS = [{ label: 'Product lines', to: PLACE }]

/** All product lines. */
export function ProductLinesPage() {
  const session = useSession()
  return (
    <ListPage
      list={listProductLines}
      open={(row) => `${PLACE}/${row.id}`}
      actions={
        session.may('products.create') && <CreateButton to={`${PLACE}/new`}>New product line</CreateButton>
      }
      teach="A product line groups products. Users can be restricted to some product lines."
    />
  )
}

/** A product line. */
export function ProductLinePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const navigate = useNavigate()
  const query = useOperation(getProductLine, { id })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(line) => (
        <DetailsPage
          title={line.name}
          parents={PARENTS}
          view={line.commands}
          commands={[
            recordCommand(updateProductLine, 'Edit', { to: `${PLACE}/${id}/edit` }),
            recordCommand(deleteProductLine, 'Delete', {
              input: { id },
              confirm: {
                title: `Delete ${line.name}?`,
                consequence: 'The product line is removed for good.',
                isDanger: true,
              },
              says: `Product line ${line.name} deleted.`,
              onDone: () => void navigate({ to: PLACE }),
            }),
          ]}
          facts={[
            {
              label: 'Products',
              value: (
                <Link to={`/products?where=productLine.equals:${encodeURIComponent(line.name)}`}>
                  {numberText(line.products)}
                </Link>
              ),
            },
            { label: 'Added', value: <When instant={line.createdAt} /> },
            { label: 'Changed', value: <When instant={line.updatedAt} /> },
            line.description !== '' && { label: 'Description', value: line.description, isWide: true },
          ]}
          history={{ kind: 'product-line', id: line.id }}
        />
      )}
    </Loaded>
  )
}

/** The form for a new product line. */
export function NewProductLinePage() {
  const navigate = useNavigate()
  return (
    <FormPage title="New product line" parents={PARENTS}>
      <ContractForm
        contract={createProductLine}
        act="Create product line"
        says={(made) => `Product line ${made.name} created.`}
        onDone={(made) => void navigate({ to: `${PLACE}/${made.id}` })}
        onCancel={() => void navigate({ to: PLACE })}
      />
    </FormPage>
  )
}

/** Edits a product line. */
export function EditProductLinePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getProductLine, { id })
  const navigate = useNavigate()
  const back = () => void navigate({ to: `${PLACE}/${id}` })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(line) => (
        <FormPage
          title={`Edit ${line.name}`}
          parents={[...PARENTS, { label: line.name, to: `${PLACE}/${id}` }]}
        >
          <ContractForm
            contract={updateProductLine}
            initial={line}
            fixed={{ id: line.id, rowVersion: line.rowVersion }}
            act="Save product line"
            says="Product line saved."
            onDone={back}
            onCancel={back}
          />
        </FormPage>
      )}
    </Loaded>
  )
}

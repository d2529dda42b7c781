import {
  createMaintenance,
  createProduct,
  createSuite,
  getProduct,
  updateMaintenance,
  updateProduct,
  updateSuite,
} from '@tallystick/catalog/contracts.ts'
import type { Contract } from '@tallystick/kernel/operation/define.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { ContractForm } from '@tallystick/kit/form/ContractForm.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { copiedValues } from '@tallystick/screens/custom-attributes/use-custom-fields.ts'
import { customFieldsOf } from '@tallystick/screens/custom-attributes/CustomFields.tsx'
import { getCustomFields } from '@tallystick/settings/operations/custom-attributes.contract.ts'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { FROZEN, onlyOpen, openFields } from './open-fields.ts'
import { referenceFields } from './references.tsx'

const PRODUCTS = { label: 'Products', to: '/products' }
const SUITES = { label: 'Suites', to: '/suites' }
const MAINTENANCE = { label: 'Maintenance', to: '/maintenance' }
const NOTHING = {}
const newFields = { ...referenceFields, customAttributes: customFieldsOf('product', true) }

/** The form for a new product. */
export function NewProductPage() {
  return <NewGoods contract={createProduct} word="product" parent={PRODUCTS} />
}

/** The form for a new suite. */
export function NewSuitePage() {
  return <NewGoods contract={createSuite} word="suite" parent={SUITES} />
}

/** The form for a new maintenance plan. */
export function NewMaintenancePage() {
  return <NewGoods contract={createMaintenance} word="maintenance plan" parent={MAINTENANCE} />
}

interface NewGoodsProps {
  readonly contract: typeof createProduct | typeof createSuite | typeof createMaintenance
  readonly word: string
  readonly parent: { readonly label: string; readonly to: string }
}

/** One form for the three kinds: the contract knows the fields. `?from=` starts with the values of another. */
function NewGoods({ contract, word, parent }: NewGoodsProps) {
  const { from } = useSearch({ strict: false }) as { from?: string }
  const query = useOperation(getProduct, { id: from ?? '' }, { enabled: from !== undefined })
  const custom = useOperation(getCustomFields, NOTHING, { enabled: from !== undefined })
  const navigate = useNavigate()
  const form = (initial: Readonly<Record<string, unknown>>) => (
    <FormPage title={`New ${word}`} parents={[parent]}>
      <ContractForm
        contract={contract as typeof createProduct}
        initial={initial}
        own={from === undefined ? newFields : referenceFields}
        act={`Create ${word}`}
        says={(made) => `${made.label} created.`}
        onDone={(made) => void navigate({ to: `/products/${made.id}` })}
        onCancel={() => void navigate({ to: parent.to })}
      />
    </FormPage>
  )
  if (from === undefined) return form(NOTHING)
  return (
    <Loaded query={query} parents={[parent]}>
      {({ partNumbers: _own, ...product }) => (
        <Loaded query={custom} parents={[parent]}>
          {({ fields }) =>
            form({ ...product, customAttributes: copiedValues(fields, 'product', product.customAttributes) })
          }
        </Loaded>
      )}
    </Loaded>
  )
}

const UPDATES: Readonly<Record<string, Contract>> = {
  product: updateProduct,
  suite: updateSuite,
  maintenance: updateMaintenance,
}

/** Edits a product, suite or maintenance plan as far as its state allows. */
export function EditProductPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getProduct, { id })
  const navigate = useNavigate()
  const back = () => void navigate({ to: `/products/${id}` })
  return (
    <Loaded query={query} parents={[PRODUCTS]}>
      {(product) => (
        <FormPage
          title={`Edit ${product.label}`}
          parents={[PRODUCTS, { label: product.label, to: `/products/${id}` }]}
          below={openFields('product', product) && FROZEN}
        >
          <ContractForm
            contract={(UPDATES[product.kind] ?? updateProduct) as typeof updateProduct}
            initial={product}
            fixed={{ id: product.id, rowVersion: product.rowVersion }}
            own={referenceFields}
            act="Save changes"
            says={(saved) => `${saved.label} saved.`}
            onDone={back}
            onCancel={back}
            {...onlyOpen(openFields('product', product))}
          />
        </FormPage>
      )}
    </Loaded>
  )
}

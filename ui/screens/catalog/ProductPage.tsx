import {
  copyProduct,
  deleteProduct,
  deployProduct,
  getProduct,
  inactivateProduct,
  obsoleteProduct,
  reactivateProduct,
  returnProductToDraft,
  updateMaintenance,
  updateProduct,
  updateSuite,
} from '@tallystick/catalog/contracts.ts'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { DetailsPage, Loaded, type RecordTab } from '@tallystick/kit/details/DetailsPage.tsx'
import type { Fact } from '@tallystick/kit/details/Facts.tsx'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { When } from '@tallystick/kit/format/When.tsx'
import { customFacts } from '@tallystick/screens/custom-attributes/custom-facts.tsx'
import { useCustomFields } from '@tallystick/screens/custom-attributes/use-custom-fields.ts'
import { useNavigate, useParams } from '@tanstack/react-router'
import { goodsCommands, NamedRef, UsedBy } from './goods.tsx'
import { FlatFeatures, Members, PartNumbers, ProductParts } from './ProductParts.tsx'
import type { ProductView } from './product-view.ts'
import { ProductRelations } from './ProductRelations.tsx'

const LISTS = {
  product: { label: 'Products', to: '/products', update: updateProduct },
  suite: { label: 'Suites', to: '/suites', update: updateSuite },
  maintenance: { label: 'Maintenance', to: '/maintenance', update: updateMaintenance },
} as const

const STATES = {
  copy: copyProduct,
  deploy: deployProduct,
  inactivate: inactivateProduct,
  reactivate: reactivateProduct,
  returnToDraft: returnProductToDraft,
  obsolete: obsoleteProduct,
  remove: deleteProduct,
}

/** A product, suite or maintenance plan: what is inside, how it is licensed, what it leads to. */
export function ProductPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const navigate = useNavigate()
  const query = useOperation(getProduct, { id })
  const custom = useCustomFields('product')
  return (
    <Loaded query={query} parents={[LISTS.product]}>
      {(product) => {
        const { label, to, update } = LISTS[product.kind]
        const contracts = { ...STATES, update }
        return (
          <DetailsPage
            title={product.label}
            parents={[{ label, to }]}
            state={product.state}
            view={product.commands}
            commands={goodsCommands(
              product,
              contracts,
              '/products',
              `${to}/new`,
              () => void navigate({ to }),
            )}
            facts={[...factsOf(product), ...customFacts(custom, product.customAttributes)]}
            tabs={tabsOf(product)}
            history={{ kind: 'product', id: product.id }}
          />
        )
      }}
    </Loaded>
  )
}

function factsOf(product: ProductView): (Fact | false)[] {
  const isPlan = product.kind === 'maintenance'
  return [
    { label: 'Name', value: product.name },
    { label: 'Version', value: product.version && <span className="t-mono">{product.version}</span> },
    { label: 'Reference', value: <Id text={product.ref} label="reference" /> },
    {
      label: 'Product line',
      value: product.productLine && (
        <NamedRef goods={product} field="productLine" name={product.productLine} />
      ),
    },
    !isPlan && {
      label: 'License models',
      value: product.licenseModels.length > 0 && (
        <>
          {product.licenseModels.map((model, at) => (
            <span key={model}>
              {at > 0 && ', '}
              <NamedRef goods={product} field="licenseModels" name={model} />
            </span>
          ))}
        </>
      ),
    },
    !isPlan && {
      label: 'Package',
      value: product.isPackage
        ? `${product.packageName} ${product.packageVersion || '(version date)'}`
        : 'No',
    },
    isPlan && { label: 'Allows', value: rightsOf(product) },
    { label: 'Added', value: <When instant={product.createdAt} /> },
    { label: 'Changed', value: <When instant={product.updatedAt} /> },
    product.description !== '' && { label: 'Description', value: product.description, isWide: true },
  ]
}

function rightsOf(product: ProductView): string {
  const rights = [
    product.allowsUpgrades && 'upgrades',
    product.allowsUpsells && 'upsells',
    product.allowsRenewals && 'renewals',
  ].filter((right) => right !== false)
  return rights.length === 0 ? 'nothing' : rights.join(', ')
}

function tabsOf(product: ProductView): RecordTab[] {
  const parts: RecordTab[] =
    product.kind === 'product'
      ? [
          {
            key: 'features',
            label: 'Features',
            count: product.features.length + product.bundles.length,
            content: <ProductParts product={product} />,
          },
        ]
      : product.kind === 'suite'
        ? [
            {
              key: 'products',
              label: 'Products',
              count: product.products.length,
              content: <Members product={product} />,
            },
          ]
        : []
  const flat: RecordTab = {
    key: 'copy',
    label: 'What one copy brings',
    count: product.flattenedFeatures.length,
    content: <FlatFeatures product={product} />,
  }
  return [
    ...parts,
    ...(product.kind === 'maintenance' ? [] : [flat]),
    {
      key: 'part-numbers',
      label: 'Part numbers',
      count: product.partNumbers.length,
      content: <PartNumbers product={product} />,
    },
    {
      key: 'relations',
      label: 'Relations',
      count: product.relations.length,
      content: <ProductRelations product={product} />,
    },
    { key: 'users', label: 'Used by', count: product.usedBy.length, content: <UsedBy goods={product} /> },
  ]
}

import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { Dash } from '@tallystick/kit/format/When.tsx'
import { NamedRef } from './goods.tsx'
import type { ProductView } from './product-view.ts'

interface ProductProps {
  readonly product: ProductView
}

/** Features and bundles of a product, with their counts. */
export function ProductParts({ product }: ProductProps) {
  const rows = [
    ...product.features.map(({ feature, count }) => ({
      field: 'features',
      kind: 'Feature',
      name: feature,
      count,
    })),
    ...product.bundles.map(({ bundle, count }) => ({
      field: 'bundles',
      kind: 'Feature bundle',
      name: bundle,
      count,
    })),
  ]
  return (
    <SimpleTable
      label="Features and bundles"
      rows={rows}
      keyOf={(row) => row.field + row.name}
      empty="The product has no features yet. It needs some before it can be deployed."
      columns={[
        { label: 'Name', cell: (row) => <NamedRef goods={product} field={row.field} name={row.name} /> },
        { label: 'Kind', cell: (row) => row.kind },
        { label: 'Count', cell: (row) => numberText(row.count), isFigure: true },
      ]}
    />
  )
}

/** Products of a suite, with their quantities. */
export function Members({ product }: ProductProps) {
  return (
    <SimpleTable
      label="Products"
      rows={product.products}
      keyOf={(row) => row.product}
      empty="The suite has no products yet."
      columns={[
        { label: 'Product', cell: (row) => <NamedRef goods={product} field="products" name={row.product} /> },
        { label: 'Quantity', cell: (row) => numberText(row.quantity), isFigure: true },
      ]}
    />
  )
}

/** Everything that one copy brings, bundles and members multiplied out: what a license will hold. */
export function FlatFeatures({ product }: ProductProps) {
  return (
    <SimpleTable
      label="Features of one copy"
      rows={product.flattenedFeatures}
      keyOf={(row) => row.name + (row.version ?? '')}
      empty="One copy brings no features yet."
      columns={[
        { label: 'Feature', cell: (row) => <span className="t-mono">{row.name}</span> },
        {
          label: 'Version',
          cell: (row) =>
            row.versionFormat === 'date-based' ? (
              'Version date'
            ) : (
              <span className="t-mono">{row.version}</span>
            ),
        },
        { label: 'Count per copy', cell: (row) => numberText(row.count), isFigure: true },
      ]}
    />
  )
}

/** Codes by which the product is ordered. */
export function PartNumbers({ product }: ProductProps) {
  return (
    <SimpleTable
      label="Part numbers"
      rows={product.partNumbers}
      keyOf={(row) => row.code}
      empty="No part number resolves to it. Orders can still name the product itself."
      columns={[
        { label: 'Part number', cell: (row) => <Id text={row.code} label="part number" /> },
        { label: 'License model', cell: (row) => row.licenseModel ?? <Dash /> },
      ]}
    />
  )
}

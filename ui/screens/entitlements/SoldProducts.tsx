import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'
import type { LineItem } from './sold-words.ts'

/** The products of a line item with their features: what one copy gives. */
export function SoldProducts({ item }: { readonly item: LineItem }) {
  return (
    <div className="t-stack">
      {item.products.map((product) => (
        <section key={product.id} className="t-stack">
          <h3>
            <Link to={`/products/${product.id}`} className="t-row-link">
              {`${product.name} ${product.version}`.trim()}
            </Link>
            {product.quantity > 1 && (
              <span className="t-muted"> × {numberText(product.quantity)} per copy</span>
            )}
          </h3>
          <SimpleTable
            label={`Features of ${product.name}`}
            rows={product.features}
            keyOf={(feature) => `${feature.name} ${feature.version}`}
            empty="No features."
            columns={[
              { label: 'Feature', cell: (feature) => <span className="t-mono">{feature.name}</span> },
              { label: 'Version', cell: (feature) => feature.version ?? 'by version date' },
              { label: 'Per copy', isFigure: true, cell: (feature) => numberText(feature.count) },
            ]}
          />
        </section>
      ))}
    </div>
  )
}

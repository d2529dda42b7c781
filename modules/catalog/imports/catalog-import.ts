import { defineImport } from '@tallystick/kernel/import/define.ts'
import { bundleKind, featureKind, licenseModelKind, productLineKind } from './parts-of-goods.ts'
import { maintenanceKind, productKind, suiteKind } from './products.ts'
import { partNumberKind, relationKind } from './part-numbers.ts'

/** Everything a producer sells, in the order in which one thing needs the other. */
export const catalogImport = defineImport({
  name: 'catalog',
  label: 'Catalog',
  help: 'Product lines, features, license models, products and what belongs to them.',
  recordKinds: [
    productLineKind,
    featureKind,
    bundleKind,
    licenseModelKind,
    productKind,
    suiteKind,
    maintenanceKind,
    partNumberKind,
    relationKind,
  ],
})

import type { ImportColumn, ImportRecord, RecordKind } from '@tallystick/kernel/import/define.ts'
import { productStore } from '../store/products.ts'
import { customColumn } from './custom-column.ts'
import { goodsKind, stateColumn } from './goods-kind.ts'
import { counted, descriptionColumn, nameColumn, namesIn, pick } from './parts-of-goods.ts'

const versionColumn: ImportColumn = {
  name: 'version',
  label: 'Version',
  help: 'Any text up to 64.',
  example: '2026',
}
const lineColumn: ImportColumn = {
  name: 'productLine',
  label: 'Product line',
  help: 'The name of a product line.',
  example: 'Manufacturing',
}
const partNumbersColumn: ImportColumn = {
  name: 'partNumbers',
  label: 'Part numbers',
  type: 'list',
  help: 'Codes that resolve to it, separated by |; a license model after =, such as GW-26-FL=Floating.',
  example: '',
}
const licensedColumns: readonly ImportColumn[] = [
  versionColumn,
  lineColumn,
  descriptionColumn,
  {
    name: 'licenseModels',
    label: 'License models',
    type: 'list',
    help: 'License models that it may be sold with, separated by |.',
    example: 'Workstation|Floating',
  },
  partNumbersColumn,
  {
    name: 'isPackage',
    label: 'Package',
    type: 'yes-no',
    help: 'One PACKAGE line instead of many.',
    example: 'no',
  },
  { name: 'packageName', label: 'Package name', help: 'Name in that line.', example: '' },
  { name: 'packageVersion', label: 'Package version', help: 'Version in that line.', example: '' },
  customColumn,
  stateColumn,
]
const licensedFields = [
  'name',
  'version',
  'productLine',
  'description',
  'licenseModels',
  'isPackage',
  'packageName',
  'packageVersion',
]

/** `CODE=Model` cells as the commands take them. A license model's name has no equals sign. */
function partNumbersOf(record: ImportRecord): object {
  const cells = record['partNumbers'] as readonly string[] | undefined
  if (cells === undefined) return {}
  return {
    partNumbers: cells.map((cell) => {
      const at = cell.lastIndexOf('=')
      return at < 0
        ? { code: cell, licenseModel: null }
        : { code: cell.slice(0, at), licenseModel: cell.slice(at + 1) }
    }),
  }
}

function licensedNames(record: ImportRecord) {
  return [
    ...namesIn(record, 'productLine', 'product-line'),
    ...namesIn(record, 'licenseModels', 'license-model'),
  ]
}

/** Products. */
export const productKind: RecordKind = {
  kind: 'product',
  key: 'products',
  label: 'Products',
  help: 'What is sold by itself. Name and version together are unique.',
  columns: [
    nameColumn('Gearwright Mill Pocket'),
    ...licensedColumns,
    {
      name: 'features',
      label: 'Features',
      type: 'counted-list',
      help: 'Features as name@version:count, separated by |.',
      example: 'GW_MILL3@2026.0:1|GW_PROBE@2026.0',
    },
    {
      name: 'bundles',
      label: 'Feature bundles',
      type: 'counted-list',
      help: 'Feature bundles as name:count, separated by |.',
      example: 'Shop Floor Basics 2026',
    },
  ],
  ...goodsKind({
    store: productStore('product'),
    noun: 'product',
    hasVersion: true,
    fieldsOf: (_ctx, record) => ({
      ...pick(record, licensedFields),
      ...counted(record, 'features', 'feature'),
      ...counted(record, 'bundles', 'bundle'),
      ...partNumbersOf(record),
    }),
    names: (record) => [
      ...licensedNames(record),
      ...namesIn(record, 'features', 'feature'),
      ...namesIn(record, 'bundles', 'feature-bundle'),
    ],
  }),
}

/** Suites: products that are ordered as one. */
export const suiteKind: RecordKind = {
  kind: 'suite',
  key: 'suites',
  label: 'Suites',
  help: 'Products that are ordered as one.',
  columns: [
    nameColumn('Gearwright Corner Shop'),
    ...licensedColumns,
    {
      name: 'products',
      label: 'Products',
      type: 'counted-list',
      help: 'Products as name@version:quantity, separated by |.',
      example: 'Gearwright Mill@2026:2|Gearwright Turn@2026',
    },
  ],
  ...goodsKind({
    store: productStore('suite'),
    noun: 'suite',
    hasVersion: true,
    fieldsOf: (_ctx, record) => ({
      ...pick(record, licensedFields),
      ...counted(record, 'products', 'product', 'quantity'),
      ...partNumbersOf(record),
    }),
    names: (record) => [...licensedNames(record), ...namesIn(record, 'products', 'product')],
  }),
}

const rightsColumn = (name: string, label: string): ImportColumn => ({
  name,
  label,
  type: 'yes-no',
  help: 'A right that the plan gives while it lasts.',
  example: 'yes',
})

/** Maintenance plans. */
export const maintenanceKind: RecordKind = {
  kind: 'maintenance',
  key: 'maintenance',
  label: 'Maintenance plans',
  help: 'Plans that give the right to upgrades, upsells and renewals.',
  columns: [
    nameColumn('Gearwright Care Basic'),
    { ...versionColumn, example: '1' },
    { ...lineColumn, example: '' },
    descriptionColumn,
    partNumbersColumn,
    rightsColumn('allowsUpgrades', 'Allows upgrades'),
    rightsColumn('allowsUpsells', 'Allows upsells'),
    rightsColumn('allowsRenewals', 'Allows renewals'),
    customColumn,
    stateColumn,
  ],
  ...goodsKind({
    store: productStore('maintenance'),
    noun: 'maintenance',
    hasVersion: true,
    fieldsOf: (_ctx, record) => ({
      ...pick(record, [
        'name',
        'version',
        'productLine',
        'description',
        'allowsUpgrades',
        'allowsUpsells',
        'allowsRenewals',
      ]),
      ...partNumbersOf(record),
    }),
    names: (record) => namesIn(record, 'productLine', 'product-line'),
  }),
}

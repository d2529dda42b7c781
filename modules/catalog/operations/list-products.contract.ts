import { defineList, type ListContract } from '@tallystick/kernel/list/define.ts'
import { stateChoices } from './goods-answer.ts'

const columns = {
  name: { label: 'Name', type: 'text', simple: true, sortable: true },
  version: { label: 'Version', type: 'text', simple: true },
  label: {
    label: 'Name and version',
    type: 'text',
    visible: false,
    help: 'Such as Mill 2026: both together, for choosers.',
  },
  kind: {
    label: 'Kind',
    type: 'choice',
    choices: { product: 'Product', suite: 'Suite', maintenance: 'Maintenance' },
    quickFilter: true,
    sortable: true,
  },
  state: { label: 'State', type: 'choice', choices: stateChoices, quickFilter: true, sortable: true },
  productLine: { label: 'Product line', type: 'text', simple: true, nullable: true },
  partNumbers: { label: 'Part numbers', type: 'texts', simple: true },
  licenseModels: { label: 'License models', type: 'texts' },
  features: {
    label: 'Features',
    type: 'texts',
    help: 'Features of the product itself; see the details for all.',
  },
  products: { label: 'Products', type: 'texts', visible: false, help: 'Products of a suite.' },
  description: { label: 'Description', type: 'text', visible: false },
  isPackage: { label: 'Package', type: 'boolean', visible: false },
  allowsUpgrades: { label: 'Allows upgrades', type: 'boolean', visible: false },
  allowsUpsells: { label: 'Allows upsells', type: 'boolean', visible: false },
  allowsRenewals: { label: 'Allows renewals', type: 'boolean', visible: false },
  createdAt: { label: 'Created', type: 'instant', sortable: true, visible: false },
  updatedAt: { label: 'Changed', type: 'instant', sortable: true },
} as const

/** A list of products; the three lists differ in the kinds that they hold. */
export type ProductList = ListContract<typeof columns>

function productList(
  name: string,
  title: string,
  summary: string,
  path: string,
  fileName: string,
): ProductList {
  return defineList({
    name,
    title,
    summary,
    rows: ['PRD-01', 'NAV-01', 'NAV-02', 'NAV-03', 'NAV-04'],
    path,
    permission: 'products.view',
    fileName,
    defaultSort: 'name',
    customAttributes: true,
    columns,
  })
}

/** Products, suites and maintenance plans together. */
export const listProducts = productList(
  'list-products',
  'Products',
  'Products, suites and maintenance plans.',
  '/v1/products',
  'Products',
)
/** Suites alone. */
export const listSuites = productList(
  'list-suites',
  'Suites',
  'Suites with their products.',
  '/v1/suites',
  'Suites',
)
/** Maintenance plans alone. */
export const listMaintenance = productList(
  'list-maintenance',
  'Maintenance',
  'Maintenance plans with what they allow.',
  '/v1/maintenance',
  'Maintenance',
)

import { defineList } from '@tallystick/kernel/list/define.ts'

export const listProductLines = defineList({
  name: 'list-product-lines',
  title: 'Product lines',
  summary: 'Product lines, with the number of their products.',
  rows: ['PRD-01', 'NAV-01', 'NAV-02', 'NAV-03', 'NAV-04'],
  path: '/v1/product-lines',
  permission: 'products.view',
  fileName: 'ProductLines',
  defaultSort: 'name',
  columns: {
    name: { label: 'Name', type: 'text', simple: true, sortable: true },
    description: { label: 'Description', type: 'text' },
    products: { label: 'Products', type: 'number', searchable: false },
    createdAt: { label: 'Created', type: 'instant', sortable: true },
  },
})

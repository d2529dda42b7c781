import { defineList } from '@tallystick/kernel/list/define.ts'

export const listPartNumbers = defineList({
  name: 'list-part-numbers',
  title: 'Part numbers',
  summary: 'Part numbers with what they resolve to.',
  rows: ['PRD-01', 'NAV-01', 'NAV-02', 'NAV-03', 'NAV-04'],
  path: '/v1/part-numbers',
  permission: 'products.view',
  fileName: 'PartNumbers',
  defaultSort: 'code',
  customAttributes: true,
  columns: {
    code: { label: 'Part number', type: 'text', simple: true, sortable: true },
    assignment: {
      label: 'Assignment',
      type: 'choice',
      choices: { assigned: 'Assigned', unassigned: 'Unassigned' },
      quickFilter: true,
    },
    product: { label: 'Product', type: 'text', simple: true, nullable: true },
    licenseModel: { label: 'License model', type: 'text', nullable: true },
    description: { label: 'Description', type: 'text' },
    createdAt: { label: 'Created', type: 'instant', sortable: true },
    updatedAt: { label: 'Changed', type: 'instant', sortable: true },
  },
})

import { defineList } from '@tallystick/kernel/list/define.ts'
import { stateChoices } from './goods-answer.ts'
import { kindChoices } from './license-model-fields.ts'

export const listLicenseModels = defineList({
  name: 'list-license-models',
  title: 'License models',
  summary: 'License models with their kind and state.',
  rows: ['PRD-01', 'NAV-01', 'NAV-02', 'NAV-03', 'NAV-04'],
  path: '/v1/license-models',
  permission: 'license-models.view',
  fileName: 'LicenseModels',
  defaultSort: 'name',
  columns: {
    name: { label: 'Name', type: 'text', simple: true, sortable: true },
    kind: { label: 'Kind', type: 'choice', choices: kindChoices, quickFilter: true, sortable: true },
    state: { label: 'State', type: 'choice', choices: stateChoices, quickFilter: true, sortable: true },
    description: { label: 'Description', type: 'text' },
    products: { label: 'Products', type: 'number', searchable: false },
    createdAt: { label: 'Created', type: 'instant', sortable: true, visible: false },
    updatedAt: { label: 'Changed', type: 'instant', sortable: true },
  },
})

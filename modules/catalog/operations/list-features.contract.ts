import { defineList } from '@tallystick/kernel/list/define.ts'
import { stateChoices } from './goods-answer.ts'

export const listFeatures = defineList({
  name: 'list-features',
  title: 'Features',
  summary: 'Features with their state and the number of their users.',
  rows: ['PRD-01', 'NAV-01', 'NAV-02', 'NAV-03', 'NAV-04'],
  path: '/v1/features',
  permission: 'features.view',
  fileName: 'Features',
  defaultSort: 'name',
  customAttributes: true,
  columns: {
    name: { label: 'Name', type: 'text', simple: true, sortable: true },
    version: { label: 'Version', type: 'text', simple: true },
    label: {
      label: 'Name and version',
      type: 'text',
      visible: false,
      help: 'Such as Mill 2026: both together, for choosers.',
    },
    versionFormat: {
      label: 'Version format',
      type: 'choice',
      choices: { fixed: 'Fixed', 'date-based': 'From the version date' },
      quickFilter: true,
    },
    state: { label: 'State', type: 'choice', choices: stateChoices, quickFilter: true, sortable: true },
    description: { label: 'Description', type: 'text' },
    usedIn: {
      label: 'Used in',
      type: 'number',
      searchable: false,
      help: 'Bundles and products with this feature.',
    },
    createdAt: { label: 'Created', type: 'instant', sortable: true, visible: false },
    updatedAt: { label: 'Changed', type: 'instant', sortable: true },
  },
})

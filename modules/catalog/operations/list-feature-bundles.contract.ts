import { defineList } from '@tallystick/kernel/list/define.ts'
import { stateChoices } from './goods-answer.ts'

export const listFeatureBundles = defineList({
  name: 'list-feature-bundles',
  title: 'Feature bundles',
  summary: 'Feature bundles with their features.',
  rows: ['PRD-01', 'NAV-01', 'NAV-02', 'NAV-03', 'NAV-04'],
  path: '/v1/feature-bundles',
  permission: 'feature-bundles.view',
  fileName: 'FeatureBundles',
  defaultSort: 'name',
  columns: {
    name: { label: 'Name', type: 'text', simple: true, sortable: true },
    state: { label: 'State', type: 'choice', choices: stateChoices, quickFilter: true, sortable: true },
    features: { label: 'Features', type: 'texts', simple: true },
    description: { label: 'Description', type: 'text' },
    usedIn: { label: 'Used in', type: 'number', searchable: false, help: 'Products with this bundle.' },
    createdAt: { label: 'Created', type: 'instant', sortable: true, visible: false },
    updatedAt: { label: 'Changed', type: 'instant', sortable: true },
  },
})

import { defineList } from '@tallystick/kernel/list/define.ts'
import { CONSOLIDATED_STATES } from './consolidated-shapes.contract.ts'

export const listConsolidatedLicenses = defineList({
  name: 'list-consolidated-licenses',
  title: 'Consolidated licenses',
  summary: 'License files that join several licenses of one account on one host.',
  rows: ['LIFE-07', 'CERT-04'],
  path: '/v1/consolidated-licenses',
  permission: 'licenses.view',
  childPermission: 'child-licenses.view',
  fileName: 'ConsolidatedLicenses',
  defaultSort: '-consolidatedAt',
  columns: {
    type: { label: 'Type', type: 'text', searchable: false, help: 'C certificate' },
    state: { label: 'State', type: 'choice', choices: CONSOLIDATED_STATES, quickFilter: true },
    consolidatedCode: { label: 'Consolidated license ID', type: 'text', simple: true },
    criteria: { label: 'Criteria', type: 'text', simple: true, help: 'The host IDs that its licenses share' },
    members: { label: 'Licenses', type: 'number', searchable: false },
    soldTo: { label: 'Sold to', type: 'text', simple: true },
    consolidatedAt: { label: 'Consolidated', type: 'instant', sortable: true },
    consolidatedBy: { label: 'By', type: 'text', visible: false },
  },
})

import { defineList } from '@tallystick/kernel/list/define.ts'
import { ATTRIBUTE_STATES, ATTRIBUTE_TYPES, RECORD_KINDS } from '../model.ts'

export const listCustomAttributes = defineList({
  name: 'list-custom-attributes',
  title: 'Custom attributes',
  summary: 'Fields that the producer has added to records.',
  rows: ['PRD-01', 'PRD-02', 'NAV-01', 'NAV-02', 'NAV-03', 'NAV-04'],
  path: '/v1/custom-attributes',
  permission: 'settings.view',
  fileName: 'CustomAttributes',
  defaultSort: 'recordKind',
  columns: {
    label: { label: 'Label', type: 'text', simple: true, sortable: true },
    name: { label: 'Name', type: 'text', simple: true, sortable: true },
    recordKind: {
      label: 'Kind of record',
      type: 'choice',
      choices: RECORD_KINDS,
      quickFilter: true,
      sortable: true,
    },
    valueType: { label: 'Type', type: 'choice', choices: ATTRIBUTE_TYPES, sortable: true },
    isRequired: { label: 'Required', type: 'boolean' },
    isVisibleInPortal: { label: 'In the end-user portal', type: 'boolean' },
    state: { label: 'State', type: 'choice', choices: ATTRIBUTE_STATES, quickFilter: true, sortable: true },
    position: { label: 'Position', type: 'number', sortable: true },
    updatedAt: { label: 'Changed', type: 'instant', sortable: true, visible: false },
  },
})

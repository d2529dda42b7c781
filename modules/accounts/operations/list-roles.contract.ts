import { defineList } from '@tallystick/kernel/list/define.ts'
import { ROLE_KINDS } from '../model.ts'

export const listRoles = defineList({
  name: 'list-roles',
  title: 'Roles',
  summary: 'Roles, predefined and own ones.',
  rows: ['USR-05', 'NAV-01'],
  path: '/v1/roles',
  permission: 'roles.view',
  fileName: 'Roles',
  defaultSort: 'name',
  columns: {
    name: { label: 'Name', type: 'text', simple: true, sortable: true },
    kind: { label: 'Kind', type: 'choice', choices: ROLE_KINDS, quickFilter: true },
    description: { label: 'Description', type: 'text' },
    isSystem: { label: 'Predefined', type: 'boolean', quickFilter: true },
    isActive: { label: 'Active', type: 'boolean', quickFilter: true },
    uses: { label: 'Users', type: 'number', searchable: false },
  },
})

import { defineList } from '@tallystick/kernel/list/define.ts'
import { z } from 'zod'
import { ACCOUNT_KINDS } from '../model.ts'

export const listUsers = defineList({
  name: 'list-users',
  title: 'Users',
  summary: 'Users and contacts that the reader may see; with `account`, only those of one account.',
  rows: ['USR-01', 'NAV-01', 'NAV-02', 'NAV-03', 'NAV-04'],
  path: '/v1/users',
  permission: 'users.view',
  childPermission: 'child-users.view',
  fileName: 'Users',
  defaultSort: 'displayName',
  customAttributes: true,
  params: z.object({ account: z.uuid().optional() }),
  columns: {
    displayName: { label: 'Name', type: 'text', simple: true, sortable: true },
    userName: { label: 'User name', type: 'text', simple: true, sortable: true },
    email: { label: 'Email', type: 'text', simple: true },
    kind: { label: 'Kind', type: 'choice', choices: ACCOUNT_KINDS, quickFilter: true },
    type: { label: 'Type', type: 'choice', choices: { user: 'User', contact: 'Contact' }, quickFilter: true },
    state: {
      label: 'State',
      type: 'choice',
      choices: { active: 'Active', inactive: 'Inactive' },
      quickFilter: true,
    },
    isShared: { label: 'Shared', type: 'boolean' },
    accounts: { label: 'Accounts', type: 'number', searchable: false },
    lastSignedInAt: { label: 'Last sign-in', type: 'instant', nullable: true },
    createdAt: { label: 'Created', type: 'instant', sortable: true },
  },
})

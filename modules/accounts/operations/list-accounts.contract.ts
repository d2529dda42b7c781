import { defineList } from '@tallystick/kernel/list/define.ts'
import { z } from 'zod'
import { ACCOUNT_KINDS, ACCOUNT_STATES } from '../model.ts'
import { Kind } from './account-fields.contract.ts'

export const listAccounts = defineList({
  name: 'list-accounts',
  title: 'Accounts',
  summary: 'Accounts that the reader may see; with `below`, only the direct sub-accounts of one.',
  rows: ['USR-04', 'NAV-01', 'NAV-02', 'NAV-03', 'NAV-04'],
  path: '/v1/accounts',
  permission: 'accounts.view',
  childPermission: 'child-accounts.view',
  fileName: 'Accounts',
  defaultSort: 'name',
  customAttributes: true,
  params: z.object({ below: z.uuid().optional(), kind: Kind.optional() }),
  columns: {
    code: { label: 'Account ID', type: 'text', simple: true, sortable: true },
    name: { label: 'Account name', type: 'text', simple: true, sortable: true },
    kind: { label: 'Kind', type: 'choice', choices: ACCOUNT_KINDS, quickFilter: true },
    state: { label: 'State', type: 'choice', choices: ACCOUNT_STATES, quickFilter: true },
    subAccounts: { label: 'Sub-accounts', type: 'number', searchable: false },
    users: { label: 'Users', type: 'number', searchable: false },
    city: { label: 'City', type: 'text' },
    country: { label: 'Country', type: 'text' },
    region: { label: 'Region', type: 'text', visible: false },
    isVisibleToPartners: { label: 'Visible to partners', type: 'boolean', visible: false },
    createdAt: { label: 'Created', type: 'instant', sortable: true },
  },
})

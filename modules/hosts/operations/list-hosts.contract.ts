import { defineList } from '@tallystick/kernel/list/define.ts'
import { z } from 'zod'

/** What a host does for a license, with the words that pages show. */
export const HOST_USES = { server: 'License server', node: 'Node-locked' } as const

/** Whether licenses are active on a host, with the words that pages show. LIFE-08. */
export const HOST_STATES = { active: 'Active licenses', inactive: 'No active license' } as const

export const listHosts = defineList({
  name: 'list-hosts',
  title: 'Hosts',
  summary: 'Hosts that licenses are bound to, with the accounts that own them.',
  rows: ['LIFE-08', 'ACT-04'],
  path: '/v1/hosts',
  permission: 'licenses.view',
  childPermission: 'child-licenses.view',
  fileName: 'Hosts',
  defaultSort: 'label',
  params: z.object({ account: z.uuid().optional() }),
  columns: {
    label: { label: 'Host ID', type: 'text', simple: true, sortable: true },
    use: { label: 'Use', type: 'choice', choices: HOST_USES, quickFilter: true },
    types: { label: 'Type', type: 'texts', searchable: false },
    account: { label: 'Account', type: 'text', simple: true },
    state: { label: 'State', type: 'choice', choices: HOST_STATES, quickFilter: true },
    licenses: {
      label: 'Active licenses',
      type: 'number',
      searchable: false,
      help: 'Licenses on this host that are good now.',
    },
    copies: { label: 'Copies', type: 'number', searchable: false, help: 'Copies of its active licenses.' },
    createdAt: { label: 'First used', type: 'instant' },
  },
})

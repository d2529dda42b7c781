import { defineList } from '@tallystick/kernel/list/define.ts'

/** Columns of every list of sessions. */
export const sessionColumns = {
  portal: {
    label: 'Portal',
    type: 'choice',
    choices: { producer: 'Producer portal', 'end-user': 'End-user portal', api: 'API' },
    quickFilter: true,
  },
  createdAt: { label: 'Signed in', type: 'instant', sortable: true },
  lastSeenAt: { label: 'Last used', type: 'instant', sortable: true },
  expiresAt: { label: 'Ends', type: 'instant' },
  address: { label: 'Address', type: 'text', simple: true },
  userAgent: { label: 'Browser or client', type: 'text', simple: true },
} as const

export const listOwnSessions = defineList({
  name: 'list-own-sessions',
  title: 'Your sessions',
  summary: 'Where you are signed in.',
  rows: ['LOG-08'],
  path: '/v1/sessions',
  permission: null,
  signedIn: true,
  fileName: 'Sessions',
  defaultSort: '-lastSeenAt',
  columns: {
    ...sessionColumns,
    isThisOne: {
      label: 'This session',
      type: 'boolean',
      help: 'The session that asks.',
      searchable: false,
    },
  },
})

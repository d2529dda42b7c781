import { defineList } from '@tallystick/kernel/list/define.ts'
import { z } from 'zod'
import { sessionColumns } from './list-own-sessions.contract.ts'

export const listUserSessions = defineList({
  name: 'list-user-sessions',
  title: 'Sessions',
  summary: 'Where a user is signed in.',
  rows: ['USR-01'],
  path: '/v1/users/{user}/sessions',
  permission: 'users.manage',
  childPermission: 'child-users.manage',
  fileName: 'UserSessions',
  defaultSort: '-lastSeenAt',
  params: z.object({ user: z.uuid() }),
  columns: sessionColumns,
})

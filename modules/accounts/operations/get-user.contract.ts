import { defineQuery } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { userRef, UserView } from './user-fields.contract.ts'

export const getUser = defineQuery({
  name: 'get-user',
  summary: 'One user or contact with accounts, roles and product lines.',
  rows: ['USR-01', 'USR-02', 'USR-05'],
  rest: { method: 'GET', path: '/v1/users/{user}' },
  permission: 'users.view',
  childPermission: 'child-users.view',
  input: z.object({ user: userRef }),
  output: UserView,
})

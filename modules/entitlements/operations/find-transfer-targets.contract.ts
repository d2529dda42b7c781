import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { MoveTargetShape, TargetText } from './move-shapes.contract.ts'

export const findTransferTargets = defineQuery({
  name: 'find-transfer-targets',
  summary: 'Accounts that a line item can be transferred to, while their name is being typed.',
  rows: ['ENT-06'],
  rest: { method: 'GET', path: '/v1/line-items/{id}/transfer-targets' },
  permission: 'entitlements.transfer',
  childPermission: 'child-line-items.transfer',
  input: z.object({ id: refTo('line item'), text: TargetText }),
  output: z.object({ accounts: z.array(MoveTargetShape) }),
})

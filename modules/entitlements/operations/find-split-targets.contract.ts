import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { tiers } from '../model.ts'
import { MoveTargetShape, TargetText } from './move-shapes.contract.ts'

export const findSplitTargets = defineQuery({
  name: 'find-split-targets',
  summary: 'Accounts that a line item can be split to in a tier, while their name is being typed.',
  rows: ['ENT-04'],
  rest: { method: 'GET', path: '/v1/line-items/{id}/split-targets' },
  permission: 'entitlements.split',
  childPermission: 'child-line-items.split',
  input: z.object({ id: refTo('line item'), tier: z.enum(tiers), text: TargetText }),
  output: z.object({ accounts: z.array(MoveTargetShape) }),
  refusals: ['split-hidden'],
})

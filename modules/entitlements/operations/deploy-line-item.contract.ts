import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { entitlementStateCodes, lineItemStateCodes } from '../rules/lifecycle.ts'
import { LineItemView } from './line-item-shapes.contract.ts'

export const deployLineItem = defineCommand({
  name: 'deploy-line-item',
  summary: 'Deploy a line item.',
  rows: ['PRD-02'],
  rest: { method: 'POST', path: '/v1/line-items/{id}/deploy' },
  permission: 'entitlements.change-state',
  input: z.object({ id: refTo('line item') }),
  output: LineItemView,
  refusals: [...lineItemStateCodes, ...entitlementStateCodes, 'goods-not-deployed'],
  audit: { action: 'line-item.deployed', subjects: ['line-item', 'entitlement'] },
  emits: ['line-item.state-changed'],
})

import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { entitlementStateCodes, lineItemStateCodes } from '../rules/lifecycle.ts'
import { LineItemView } from './line-item-shapes.contract.ts'

export const inactivateLineItem = defineCommand({
  name: 'inactivate-line-item',
  summary: 'Make inactive a line item.',
  rows: ['PRD-02'],
  rest: { method: 'POST', path: '/v1/line-items/{id}/inactivate' },
  permission: 'entitlements.change-state',
  input: z.object({ id: refTo('line item') }),
  output: LineItemView,
  refusals: [...lineItemStateCodes, ...entitlementStateCodes],
  audit: { action: 'line-item.inactivated', subjects: ['line-item', 'entitlement'] },
  emits: ['line-item.state-changed'],
})

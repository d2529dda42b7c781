import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { entitlementStateCodes, lineItemStateCodes } from '../rules/lifecycle.ts'
import { LineItemView } from './line-item-shapes.contract.ts'

export const obsoleteLineItem = defineCommand({
  name: 'obsolete-line-item',
  summary: 'Make obsolete, for good a line item.',
  rows: ['PRD-02'],
  rest: { method: 'POST', path: '/v1/line-items/{id}/obsolete' },
  permission: 'entitlements.change-state',
  input: z.object({ id: refTo('line item') }),
  output: LineItemView,
  refusals: [...lineItemStateCodes, ...entitlementStateCodes, 'obsolete-switched-off'],
  audit: { action: 'line-item.made-obsolete', subjects: ['line-item', 'entitlement'] },
  emits: ['line-item.state-changed'],
})

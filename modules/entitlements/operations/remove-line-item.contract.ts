import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { lineItemStateCodes } from '../rules/lifecycle.ts'

export const removeLineItem = defineCommand({
  name: 'remove-line-item',
  summary: 'Remove a draft or test line item from its entitlement.',
  rows: ['PRD-02'],
  rest: { method: 'DELETE', path: '/v1/line-items/{id}' },
  permission: 'entitlements.update',
  input: z.object({ id: refTo('line item') }),
  output: z.object({ id: z.string(), activationId: z.string() }),
  refusals: [...lineItemStateCodes, 'line-item-has-fulfillments'],
  audit: { action: 'line-item.removed', subjects: ['line-item', 'entitlement'] },
})

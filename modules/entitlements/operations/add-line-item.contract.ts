import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { entitlementStateCodes } from '../rules/lifecycle.ts'
import { LineItemView, NewLineItemFields } from './line-item-shapes.contract.ts'
import { changeRefusals, lineItemRefusals } from './refusal-codes.contract.ts'

export const addLineItem = defineCommand({
  name: 'add-line-item',
  summary: 'Add a line item to an entitlement, as a draft or deployed at once.',
  rows: ['PRD-02', 'PRD-06'],
  rest: { method: 'POST', path: '/v1/entitlements/{entitlement}/line-items' },
  permission: 'entitlements.update',
  input: NewLineItemFields.extend({
    entitlement: refTo('entitlement'),
    autoDeploy: z.boolean().optional().meta({ label: 'Deploy at once' }),
  }),
  output: LineItemView,
  refusals: [...entitlementStateCodes, ...lineItemRefusals, ...changeRefusals],
  audit: { action: 'line-item.added', subjects: ['line-item', 'entitlement'] },
  emits: ['line-item.state-changed'],
})

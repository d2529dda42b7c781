import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { LineItemFields, LineItemView } from './line-item-shapes.contract.ts'
import { lineItemRefusals } from './refusal-codes.contract.ts'

export const updateLineItem = defineCommand({
  name: 'update-line-item',
  summary: 'Change a line item; once it is deployed, only what describes it.',
  rows: ['PRD-02'],
  rest: { method: 'PATCH', path: '/v1/line-items/{id}' },
  permission: 'entitlements.update',
  input: LineItemFields.extend({
    id: refTo('line item'),
    rowVersion: z.int().optional().meta({ label: 'Version', help: 'The version that was edited.' }),
  }),
  output: LineItemView,
  refusals: ['changed-meanwhile', 'line-item-obsolete', 'field-fixed-after-deployment', ...lineItemRefusals],
  audit: { action: 'line-item.changed', subjects: ['line-item', 'entitlement', 'unchanged'] },
})

import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { LineItemView } from './line-item-shapes.contract.ts'

export const getLineItem = defineQuery({
  name: 'get-line-item',
  summary: 'One line item with its products, dates, policies, and every figure with its reason.',
  rows: ['PRD-02', 'ENT-01'],
  rest: { method: 'GET', path: '/v1/line-items/{id}' },
  permission: 'entitlements.view',
  childPermission: 'child-line-items.view',
  input: z.object({ id: refTo('line item') }),
  output: LineItemView,
})

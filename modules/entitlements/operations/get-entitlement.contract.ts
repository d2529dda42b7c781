import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { EntitlementView } from './entitlement-shapes.contract.ts'

export const getEntitlement = defineQuery({
  name: 'get-entitlement',
  summary: 'One entitlement with its accounts, line items and figures, and what may be done with it.',
  rows: ['PRD-02', 'PRD-03'],
  rest: { method: 'GET', path: '/v1/entitlements/{id}' },
  permission: 'entitlements.view',
  childPermission: 'child-line-items.view',
  input: z.object({ id: refTo('entitlement') }),
  output: EntitlementView,
})

import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { entitlementStateCodes } from '../rules/lifecycle.ts'
import { EntitlementView } from './entitlement-shapes.contract.ts'

export const inactivateEntitlement = defineCommand({
  name: 'inactivate-entitlement',
  summary: 'Make inactive an entitlement, and its line items with it.',
  rows: ['PRD-02'],
  rest: { method: 'POST', path: '/v1/entitlements/{id}/inactivate' },
  permission: 'entitlements.change-state',
  input: z.object({ id: refTo('entitlement') }),
  output: EntitlementView,
  refusals: [...entitlementStateCodes],
  audit: { action: 'entitlement.inactivated', subjects: ['entitlement', 'line-item'] },
  emits: ['entitlement.state-changed', 'line-item.state-changed'],
})

import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { entitlementStateCodes } from '../rules/lifecycle.ts'
import { EntitlementView } from './entitlement-shapes.contract.ts'

export const reactivateEntitlement = defineCommand({
  name: 'reactivate-entitlement',
  summary: 'Deploy again an inactive entitlement, and the line items that became inactive with it.',
  rows: ['PRD-02'],
  rest: { method: 'POST', path: '/v1/entitlements/{id}/reactivate' },
  permission: 'entitlements.change-state',
  input: z.object({ id: refTo('entitlement') }),
  output: EntitlementView,
  refusals: [...entitlementStateCodes],
  audit: { action: 'entitlement.reactivated', subjects: ['entitlement', 'line-item'] },
  emits: ['entitlement.state-changed', 'line-item.state-changed'],
})

import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { entitlementStateCodes } from '../rules/lifecycle.ts'
import { EntitlementView } from './entitlement-shapes.contract.ts'

export const deployEntitlement = defineCommand({
  name: 'deploy-entitlement',
  summary: 'Deploy an entitlement, and its line items with it.',
  rows: ['PRD-02'],
  rest: { method: 'POST', path: '/v1/entitlements/{id}/deploy' },
  permission: 'entitlements.change-state',
  input: z.object({ id: refTo('entitlement') }),
  output: EntitlementView,
  refusals: [
    ...entitlementStateCodes,
    'entitlement-without-line-item',
    'entitlement-only-maintenance',
    'goods-not-deployed',
  ],
  audit: { action: 'entitlement.deployed', subjects: ['entitlement', 'line-item'] },
  emits: ['entitlement.deployed', 'entitlement.state-changed', 'line-item.state-changed'],
})

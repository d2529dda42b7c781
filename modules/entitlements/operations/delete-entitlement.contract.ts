import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { entitlementStateCodes } from '../rules/lifecycle.ts'

export const deleteEntitlement = defineCommand({
  name: 'delete-entitlement',
  summary: 'Delete a draft or a test entitlement with its line items.',
  rows: ['PRD-02'],
  rest: { method: 'DELETE', path: '/v1/entitlements/{id}' },
  permission: 'entitlements.delete',
  input: z.object({ id: refTo('entitlement') }),
  output: z.object({ id: z.string(), entitlementId: z.string() }),
  refusals: [...entitlementStateCodes, 'entitlement-has-fulfillments'],
  audit: { action: 'entitlement.deleted', subjects: ['entitlement', 'line-item'] },
})

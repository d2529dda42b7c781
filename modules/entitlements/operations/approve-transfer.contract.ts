import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { entitlementStateCodes, lineItemStateCodes } from '../rules/lifecycle.ts'
import { TransferView } from './transfer-shapes.contract.ts'

export const approveTransfer = defineCommand({
  name: 'approve-transfer',
  summary: 'Let the target account have what was transferred: its line item is no longer on hold.',
  rows: ['ENT-06', 'PRD-05'],
  rest: { method: 'POST', path: '/v1/line-item-transfers/{id}/approve' },
  permission: 'entitlements.approve-transfers',
  input: z.object({
    id: refTo('transfer'),
    reason: z.string().max(1000).optional().meta({ label: 'Remark', multiline: true }),
  }),
  output: TransferView,
  refusals: ['transfer-decided', ...entitlementStateCodes, ...lineItemStateCodes],
  audit: { action: 'line-item-transfer.approved', subjects: ['line-item', 'entitlement', 'account'] },
  emits: ['line-item-transfer.approved'],
})

import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { lineItemStateCodes } from '../rules/lifecycle.ts'
import { TransferView } from './transfer-shapes.contract.ts'

export const rejectTransfer = defineCommand({
  name: 'reject-transfer',
  summary: 'Refuse a transfer that waits: the copies go back to where they came from.',
  rows: ['ENT-06', 'PRD-05'],
  rest: { method: 'POST', path: '/v1/line-item-transfers/{id}/reject' },
  permission: 'entitlements.approve-transfers',
  input: z.object({
    id: refTo('transfer'),
    reason: z.string().max(1000).optional().meta({ label: 'Reason', multiline: true }),
  }),
  output: TransferView,
  refusals: ['transfer-decided', ...lineItemStateCodes],
  audit: { action: 'line-item-transfer.rejected', subjects: ['line-item', 'entitlement', 'account'] },
  emits: ['line-item-transfer.rejected'],
})

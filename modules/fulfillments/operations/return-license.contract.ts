import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import {
  PART_REFUSALS,
  PartFields,
  REISSUE_REFUSALS,
  SupportInput,
  SupportOutcome,
} from './support-shapes.contract.ts'

export const returnLicense = defineCommand({
  name: 'return-license',
  summary:
    'Return a license, whole or part: its copies become available again, what stays gets a new license.',
  rows: ['LIFE-02', 'LIFE-06'],
  rest: { method: 'POST', path: '/v1/fulfillments/{fulfillment}/return' },
  permission: 'licenses.return',
  childPermission: 'child-licenses.return',
  input: SupportInput.extend(PartFields),
  output: SupportOutcome,
  refusals: [...REISSUE_REFUSALS, ...PART_REFUSALS, 'support-policy-exhausted'],
  audit: { action: 'license.returned', subjects: ['fulfillment', 'line-item', 'entitlement'] },
  emits: ['license.returned'],
})

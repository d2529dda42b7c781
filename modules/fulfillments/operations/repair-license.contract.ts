import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { ATTRIBUTE_REFUSALS, DATE_REFUSALS, SettingsFields } from './reissue-shapes.contract.ts'
import { REISSUE_REFUSALS, SupportInput, SupportOutcome } from './support-shapes.contract.ts'

export const repairLicense = defineCommand({
  name: 'repair-license',
  summary: 'Change settings of a license on the same hosts, for the whole count.',
  rows: ['LIFE-03', 'LIFE-06'],
  rest: { method: 'POST', path: '/v1/fulfillments/{fulfillment}/repair' },
  permission: 'licenses.repair',
  childPermission: 'child-licenses.repair',
  input: SupportInput.extend(SettingsFields),
  output: SupportOutcome,
  refusals: [
    ...new Set([
      ...REISSUE_REFUSALS,
      'repair-nothing-asked',
      ...ATTRIBUTE_REFUSALS,
      ...DATE_REFUSALS,
      'repair-nothing-changed',
      'support-policy-exhausted',
    ]),
  ],
  audit: { action: 'license.repaired', subjects: ['fulfillment', 'line-item', 'entitlement'] },
  emits: ['license.repaired'],
})

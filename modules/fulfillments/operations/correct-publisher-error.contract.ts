import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { HostsWithoutCount } from './activate-line-items.contract.ts'
import { ATTRIBUTE_REFUSALS, DATE_REFUSALS, SettingsFields } from './reissue-shapes.contract.ts'
import { HOST_REFUSALS, REISSUE_REFUSALS, SupportInput, SupportOutcome } from './support-shapes.contract.ts'

export const correctPublisherError = defineCommand({
  name: 'correct-publisher-error',
  summary:
    'Make a license anew because of a mistake of the producer: as catalog and line item stand today, with other hosts and settings where they are given.',
  rows: ['LIFE-01', 'LIFE-06'],
  rest: { method: 'POST', path: '/v1/fulfillments/{fulfillment}/publisher-error' },
  permission: 'licenses.publisher-error',
  input: SupportInput.extend({
    ...SettingsFields,
    hosts: HostsWithoutCount.optional(),
  }),
  output: SupportOutcome,
  refusals: [
    ...new Set([
      ...REISSUE_REFUSALS,
      ...HOST_REFUSALS,
      'hosts-not-one',
      ...ATTRIBUTE_REFUSALS,
      ...DATE_REFUSALS,
      'support-policy-exhausted',
    ]),
  ],
  audit: { action: 'license.corrected', subjects: ['fulfillment', 'line-item', 'entitlement'] },
  emits: ['license.corrected'],
})

import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { HostsWithoutCount } from './activate-line-items.contract.ts'
import { ATTRIBUTE_REFUSALS, EndFields, SettingsFields } from './reissue-shapes.contract.ts'
import { HOST_REFUSALS, REISSUE_REFUSALS, SupportInput, SupportOutcome } from './support-shapes.contract.ts'

const SPAN_REFUSALS = [
  'start-date-invalid',
  'beside-end-missing',
  'beside-end-twice',
  'beside-end-wrong',
  'expiration-out-of-range',
  'beside-end-past',
  'beside-too-long',
]

export const issueEmergencyLicense = defineCommand({
  name: 'issue-emergency-license',
  summary:
    'Issue a short license beside one that does not work: for its whole count, taking no copies; it starts on the day of the original unless said otherwise.',
  rows: ['LIFE-01', 'LIFE-06'],
  rest: { method: 'POST', path: '/v1/fulfillments/{fulfillment}/emergency' },
  permission: 'licenses.emergency',
  input: SupportInput.extend({
    ...EndFields,
    attributes: SettingsFields.attributes,
    hosts: HostsWithoutCount.optional(),
  }),
  output: SupportOutcome,
  refusals: [
    ...new Set([
      ...REISSUE_REFUSALS,
      'license-expired',
      ...SPAN_REFUSALS,
      ...ATTRIBUTE_REFUSALS,
      ...HOST_REFUSALS,
      'hosts-not-one',
      'support-policy-exhausted',
    ]),
  ],
  audit: { action: 'license.emergency-issued', subjects: ['fulfillment', 'line-item', 'entitlement'] },
  emits: ['license.emergency-issued'],
})

export const issueStopGapLicense = defineCommand({
  name: 'issue-stop-gap-license',
  summary: 'Issue a short license beside one that has expired, while its renewal is under way.',
  rows: ['LIFE-01', 'LIFE-06'],
  rest: { method: 'POST', path: '/v1/fulfillments/{fulfillment}/stop-gap' },
  permission: 'licenses.stop-gap',
  input: SupportInput.extend(EndFields),
  output: SupportOutcome,
  refusals: [...REISSUE_REFUSALS, 'license-not-expired', ...SPAN_REFUSALS, 'support-policy-exhausted'],
  audit: { action: 'license.stop-gap-issued', subjects: ['fulfillment', 'line-item', 'entitlement'] },
  emits: ['license.stop-gap-issued'],
})

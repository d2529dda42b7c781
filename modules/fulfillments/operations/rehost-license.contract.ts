import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { HostsWithoutCount } from './activate-line-items.contract.ts'
import {
  HOST_REFUSALS,
  PART_REFUSALS,
  PartFields,
  REISSUE_REFUSALS,
  SupportInput,
  SupportOutcome,
} from './support-shapes.contract.ts'

export const rehostLicense = defineCommand({
  name: 'rehost-license',
  summary: 'Move a license, whole or part, to other hosts.',
  rows: ['LIFE-04', 'LIFE-06'],
  rest: { method: 'POST', path: '/v1/fulfillments/{fulfillment}/rehost' },
  permission: 'licenses.rehost',
  childPermission: 'child-licenses.rehost',
  input: SupportInput.extend({ ...PartFields, hosts: HostsWithoutCount }),
  output: SupportOutcome,
  refusals: [
    ...REISSUE_REFUSALS,
    ...PART_REFUSALS,
    ...HOST_REFUSALS,
    'hosts-not-one',
    'attribute-flexid-sharing-host',
    'same-hosts',
    'support-policy-exhausted',
  ],
  audit: { action: 'license.rehosted', subjects: ['fulfillment', 'line-item', 'entitlement'] },
  emits: ['license.rehosted'],
})

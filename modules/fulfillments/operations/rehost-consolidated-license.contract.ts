import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { HostsInput } from './activate-line-items.contract.ts'
import { MadeConsolidated } from './consolidated-shapes.contract.ts'
import { rehostLicense } from './rehost-license.contract.ts'
import { SupportInput, SupportOutcome } from './support-shapes.contract.ts'
import { z } from 'zod'

export const rehostConsolidatedLicense = defineCommand({
  name: 'rehost-consolidated-license',
  summary:
    'Move every license of a consolidated license to another host, all or nothing, and consolidate anew.',
  rows: ['LIFE-07', 'LIFE-04', 'LIFE-06'],
  rest: { method: 'POST', path: '/v1/consolidated-licenses/{consolidatedLicense}/rehost' },
  permission: 'licenses.rehost',
  childPermission: 'child-licenses.rehost',
  input: SupportInput.omit({ fulfillment: true }).extend({
    consolidatedLicense: refTo('consolidated license'),
    /** Servers for licenses of a license server, whose machines stay; else the machine. */
    hosts: HostsInput.pick({ servers: true, nodeHosts: true, hostAttributes: true }),
  }),
  output: SupportOutcome.extend({
    consolidated: z.array(MadeConsolidated),
    warnings: z.array(z.string()),
  }),
  refusals: [
    'ship-to-email',
    'consolidated-license-inactive',
    ...rehostLicense.refusals.filter((code) => code !== 'ship-to-email'),
  ],
  audit: {
    action: 'consolidated-license.rehosted',
    subjects: ['consolidated-license', 'fulfillment', 'line-item', 'entitlement'],
  },
  emits: ['license.rehosted'],
})

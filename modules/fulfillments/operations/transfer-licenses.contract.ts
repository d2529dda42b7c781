import { defineCommand, defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { HostAttributes, HostInput, ServerInput } from './activate-line-items.contract.ts'
import { MadeConsolidated } from './consolidated-shapes.contract.ts'
import { HostChoiceFields } from './form-shapes.contract.ts'
import { HOST_REFUSALS, SupportInput, SupportOutcome } from './support-shapes.contract.ts'

/** One host that licenses go to: a server (or set of three), or one node-locked host. */
export const TargetHost = z.object({
  servers: z.array(ServerInput).max(3).optional(),
  nodeHosts: z.array(HostInput).max(1).optional(),
  hostAttributes: HostAttributes.optional(),
})

export const transferLicenses = defineCommand({
  name: 'transfer-licenses',
  summary: 'Move all licenses of a host to another host of the same account, all or none.',
  rows: ['LIFE-10', 'LIFE-06'],
  rest: { method: 'POST', path: '/v1/hosts/{host}/transfer-licenses' },
  permission: 'licenses.transfer',
  childPermission: 'child-licenses.rehost',
  input: SupportInput.omit({ fulfillment: true }).extend({
    host: refTo('host'),
    target: TargetHost.meta({ label: 'Target host' }),
    consolidate: z
      .boolean()
      .default(false)
      .meta({ label: 'Consolidate', help: 'Joins the new licenses into a single file.' }),
  }),
  output: SupportOutcome.extend({ consolidated: z.array(MadeConsolidated), warnings: z.array(z.string()) }),
  refusals: [
    'ship-to-email',
    'host-licenses-none',
    'host-licenses-hidden',
    ...HOST_REFUSALS,
    'target-host-one',
    'same-hosts',
    'license-cannot-go',
  ],
  audit: { action: 'license.transferred', subjects: ['host', 'fulfillment', 'line-item', 'entitlement'] },
  emits: ['license.transferred'],
})

export const getHostForm = defineQuery({
  name: 'get-host-form',
  summary:
    'What a transfer of all licenses of a host has to ask: the hosts to choose from, and how they are read.',
  rows: ['LIFE-10'],
  rest: { method: 'GET', path: '/v1/hosts/{host}/transfer-form' },
  permission: 'licenses.transfer',
  childPermission: 'child-licenses.rehost',
  input: z.object({ host: refTo('host') }),
  output: z.object(HostChoiceFields),
})

import { defineCommand, defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { ServerInput } from './activate-line-items.contract.ts'
import { AskedAttribute, HostIdFields, KnownHost, RefusalView } from './form-shapes.contract.ts'
import { ATTRIBUTE_REFUSALS } from './reissue-shapes.contract.ts'
import { HOST_REFUSALS, SupportInput, SupportOutcome } from './support-shapes.contract.ts'

/** Counted licenses of one account that the grid shows at most. */
export const GRID_LICENSES_MAX = 2000

/** Hosts of one redistribution at most. */
export const GRID_HOSTS_MAX = 200

export const getRedistributionGrid = defineQuery({
  name: 'get-redistribution-grid',
  summary: 'How many copies of each counted line item of an account are on which license server.',
  rows: ['LIFE-09'],
  rest: { method: 'GET', path: '/v1/accounts/{account}/redistribution' },
  permission: 'licenses.transfer',
  childPermission: 'child-licenses.rehost',
  input: z.object({ account: refTo('account') }),
  output: z.object({
    account: z.object({ id: z.string(), code: z.string(), name: z.string() }),
    hosts: z.array(
      z.object({ id: z.string(), label: z.string(), types: z.array(z.string()), texts: z.array(z.string()) }),
    ),
    lineItems: z.array(
      z.object({
        id: z.string(),
        activationId: z.string(),
        products: z.string(),
        version: z.string(),
        licenseModel: z.string(),
        copies: z.int(),
        /** Copies on each host, in the order of the hosts. */
        counts: z.array(z.int()),
        /** Attributes that its activation asks: those that line items have in common can be said of all new licenses. */
        attributes: z.array(AskedAttribute),
        /** Why its licenses cannot be moved now; null when they can. */
        refusal: RefusalView.nullable(),
      }),
    ),
    /** License servers of the account that can be chosen, with those of the grid. */
    knownHosts: z.array(KnownHost),
    ...HostIdFields,
    /** False when the account has more counted licenses than the grid shows. */
    isComplete: z.boolean(),
  }),
})

export const redistributeLicenses = defineCommand({
  name: 'redistribute-licenses',
  summary: 'Count the copies of line items out over license servers anew (batch rehost), all or none.',
  rows: ['LIFE-09', 'LIFE-06'],
  rest: { method: 'POST', path: '/v1/accounts/{account}/redistribute-licenses' },
  permission: 'licenses.transfer',
  childPermission: 'child-licenses.rehost',
  input: SupportInput.omit({ fulfillment: true }).extend({
    account: refTo('account'),
    hosts: z
      .array(
        z.object({
          host: z.uuid().optional().meta({ label: 'Known host' }),
          servers: z.array(ServerInput).max(3).optional().meta({ label: 'New host' }),
        }),
      )
      .min(1)
      .max(GRID_HOSTS_MAX)
      .meta({ label: 'Hosts', help: 'Each by its key, or as a server (or set of three) that is new.' }),
    rows: z
      .array(
        z.object({
          lineItem: refTo('line item'),
          counts: z.array(z.unknown()).max(GRID_HOSTS_MAX).meta({
            label: 'Final counts',
            help: 'One for each host, in their order; null where nothing changes.',
          }),
        }),
      )
      .min(1)
      .max(200),
    attributes: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ label: 'Common attributes', help: 'Of the new licenses. Left out, each keeps what it has.' }),
  }),
  output: SupportOutcome,
  refusals: [
    'ship-to-email',
    ...HOST_REFUSALS,
    'redistribution-host-foreign',
    'redistribution-row-twice',
    'redistribution-columns',
    'count-not-a-whole-number',
    'count-out-of-range',
    'redistribution-technology',
    'redistribution-sum',
    'redistribution-nothing',
    ...ATTRIBUTE_REFUSALS,
    'license-cannot-go',
  ],
  audit: {
    action: 'license.redistributed',
    subjects: ['account', 'fulfillment', 'line-item', 'entitlement'],
  },
  emits: ['license.redistributed'],
})

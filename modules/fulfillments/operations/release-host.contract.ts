import { CommandState, defineCommand, defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { SupportOutcome } from './support-shapes.contract.ts'

/** One license that a release ends. */
export const ReleasedLicense = z.object({
  id: z.string(),
  fulfillmentCode: z.string(),
  activationId: z.string(),
  products: z.string(),
  version: z.string(),
  copies: z.int(),
  overdraft: z.int(),
  /** Copies that can be used on another host then; 0 where the policy of the line item keeps them. */
  copiesBack: z.int(),
  /** Other hosts that the license names: it ends on them, too. */
  otherHosts: z.array(z.string()),
})

const HostView = z.object({ id: z.string(), label: z.string(), use: z.enum(['server', 'node']) })

export const getHostRelease = defineQuery({
  name: 'get-host-release',
  summary: 'What a release of a host would end and give back, and whether the account has a release left.',
  rows: ['BEY-15', 'BEY-03'],
  rest: { method: 'GET', path: '/v1/hosts/{host}/release' },
  permission: 'licenses.view',
  childPermission: 'child-licenses.view',
  input: z.object({ host: refTo('host') }),
  output: z.object({
    host: HostView,
    /** Null where the caller has no permission for it. */
    command: CommandState.nullable(),
    limit: z.int(),
    days: z.int(),
    coolDownDays: z.int(),
    uses: z.int(),
    left: z.int(),
    opensAt: z.string().nullable(),
    /** The limit is used up, but this caller may override it. */
    isOverride: z.boolean(),
    licenses: z.array(ReleasedLicense),
    /** False when there are more licenses than one release can end. */
    isComplete: z.boolean(),
  }),
})

export const releaseHost = defineCommand({
  name: 'release-host',
  summary: 'Return every license of a lost host in one act, as often as the producer lets an account do it.',
  rows: ['BEY-15', 'LIFE-02'],
  rest: { method: 'POST', path: '/v1/hosts/{host}/release' },
  permission: 'licenses.return',
  childPermission: 'child-licenses.return',
  input: z.object({
    host: refTo('host'),
    reason: z.string().max(500).default('').meta({ label: 'What happened', multiline: true }),
  }),
  output: SupportOutcome.extend({
    host: HostView,
    released: z.array(ReleasedLicense),
    /** Releases that the account has left now. */
    left: z.int(),
    /** When the next one is possible; null while one is left. */
    opensAt: z.string().nullable(),
  }),
  refusals: [
    'host-release-off',
    'host-release-exhausted',
    'host-release-cooling',
    'host-without-licenses',
    'host-release-too-many',
    'host-release-returns',
  ],
  audit: {
    action: 'host.released',
    subjects: ['host', 'account', 'fulfillment', 'line-item', 'entitlement'],
  },
  emits: ['host.released'],
})

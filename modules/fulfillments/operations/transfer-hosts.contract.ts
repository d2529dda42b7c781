import { defineCommand, defineQuery, JobReference, refTo } from '@tallystick/kernel/operation/define.ts'
import { defineList } from '@tallystick/kernel/list/define.ts'
import { JOB_STATES } from '@tallystick/kernel/jobs/jobs.contract.ts'
import { z } from 'zod'

/** Hosts that one job transfers at most. */
export const TRANSFERRED_HOSTS_MAX = 500

/** What became of a host of a job, with the words that pages show. */
export const HOST_OUTCOMES = {
  waiting: 'Not done',
  transferred: 'Transferred',
  refused: 'Refused',
} as const

const Target = {
  account: refTo('account').meta({ label: 'Target account' }),
  pool: z.boolean().default(true).meta({
    label: 'Pool line items',
    help: 'Copies go into line items of the target account that give the same rights, where there are some.',
  }),
}

const TARGET_REFUSALS = [
  'host-transfer-account-inactive',
  'host-transfer-same-account',
  'account-not-related',
] as const

export const transferHost = defineCommand({
  name: 'transfer-host',
  summary: 'Move a host with all its licenses, and the copies in them, to a related account.',
  rows: ['LIFE-08'],
  rest: { method: 'POST', path: '/v1/hosts/{host}/transfer' },
  permission: 'hosts.transfer',
  childPermission: 'child-line-items.transfer',
  input: z.object({ host: refTo('host'), ...Target }),
  output: z.object({
    host: z.object({ id: z.string(), label: z.string() }),
    /** `ID (name)`. */
    from: z.string(),
    to: z.string(),
    licenses: z.int(),
    copies: z.int(),
    overdraft: z.int(),
    lineItems: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        entitlementCode: z.string(),
        products: z.string(),
        copies: z.int(),
        /** False where copies were pooled into a line item that was there. */
        isNew: z.boolean(),
      }),
    ),
  }),
  refusals: [
    ...TARGET_REFUSALS,
    'host-licenses-none',
    'host-licenses-hidden',
    'host-transfer-no-sold-copies',
    'license-cannot-go',
  ],
  audit: {
    action: 'host.transferred',
    subjects: ['host', 'account', 'fulfillment', 'line-item', 'entitlement'],
  },
  emits: ['host.transferred'],
})

export const transferHosts = defineCommand({
  name: 'transfer-hosts',
  summary:
    'Queue the transfer of hosts to a related account; each host stands for itself, the report tells of each.',
  rows: ['LIFE-08'],
  rest: { method: 'POST', path: '/v1/host-transfers' },
  permission: 'hosts.transfer',
  childPermission: 'child-line-items.transfer',
  input: z.object({
    hosts: z.array(refTo('host')).min(1).max(TRANSFERRED_HOSTS_MAX).meta({ label: 'Hosts' }),
    ...Target,
  }),
  output: JobReference,
  refusals: [...TARGET_REFUSALS, 'host-licenses-none', 'host-licenses-hidden'],
  audit: { action: 'host-transfer.queued', subjects: ['job'] },
  queued: true,
})

export const findHostTransferTargets = defineQuery({
  name: 'find-host-transfer-targets',
  summary: 'Related accounts that a host can go to, while their name is being typed.',
  rows: ['LIFE-08'],
  rest: { method: 'GET', path: '/v1/hosts/{host}/transfer-targets' },
  permission: 'hosts.transfer',
  childPermission: 'child-line-items.transfer',
  input: z.object({
    host: refTo('host'),
    text: z.string().trim().min(3).max(100).meta({ label: 'Part of the name or account ID' }),
  }),
  output: z.object({
    accounts: z.array(
      z.object({ id: z.string(), accountId: z.string(), name: z.string(), kind: z.string() }),
    ),
  }),
})

export const listHostTransfers = defineList({
  name: 'list-host-transfers',
  title: 'Host transfer jobs',
  summary: 'Queued transfers of hosts: how far they are and what they did.',
  rows: ['LIFE-08'],
  path: '/v1/host-transfers',
  permission: 'hosts.transfer',
  childPermission: 'child-line-items.transfer',
  fileName: 'HostTransferJobs',
  defaultSort: '-createdAt',
  columns: {
    jobId: { label: 'Job ID', type: 'text', searchable: false },
    state: { label: 'State', type: 'choice', choices: JOB_STATES, quickFilter: true },
    account: { label: 'Target account', type: 'text', simple: true },
    hosts: { label: 'Hosts', type: 'number', searchable: false },
    transferred: { label: 'Transferred', type: 'number', searchable: false },
    refused: { label: 'Refused', type: 'number', searchable: false },
    pools: { label: 'Pooled', type: 'boolean' },
    actorName: { label: 'By', type: 'text', simple: true },
    createdAt: { label: 'Queued', type: 'instant', sortable: true },
    finishedAt: { label: 'Finished', type: 'instant', nullable: true },
    problem: { label: 'Problem', type: 'text', nullable: true, visible: false },
  },
})

export const listTransferredHosts = defineList({
  name: 'list-transferred-hosts',
  title: 'Report',
  summary: 'What became of each host of a transfer job.',
  rows: ['LIFE-08'],
  path: '/v1/transferred-hosts',
  permission: 'hosts.transfer',
  childPermission: 'child-line-items.transfer',
  fileName: 'TransferredHosts',
  defaultSort: 'number',
  params: z.object({ job: z.uuid().meta({ label: 'Job' }) }),
  columns: {
    number: { label: 'Number', type: 'number', sortable: true },
    host: { label: 'Host ID', type: 'text', simple: true },
    account: { label: 'From', type: 'text' },
    outcome: { label: 'Outcome', type: 'choice', choices: HOST_OUTCOMES, quickFilter: true },
    licenses: { label: 'Licenses', type: 'number', nullable: true },
    copies: { label: 'Copies', type: 'number', nullable: true },
    reason: { label: 'Reason', type: 'text', nullable: true, simple: true },
    code: { label: 'Code', type: 'text', nullable: true, visible: false },
  },
})

import { defineList } from '@tallystick/kernel/list/define.ts'
import { copies, defineCommand, JobReference, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { RenewalFields } from './line-item-changes.contract.ts'

/** Line items that one job changes at most. */
export const CHANGES_MAX = 10_000

/** Line items that a preview shows at most. */
export const PREVIEW_MAX = 100

const selection = z.object({
  kind: z.enum(['upgrade', 'upsell', 'renewal']).meta({
    label: 'Kind of change',
    choices: { upgrade: 'Upgrade', upsell: 'Upsell', renewal: 'Renewal' },
  }),
  lineItems: z.array(refTo('line item')).max(CHANGES_MAX).optional().meta({ label: 'Line items' }),
  accounts: z.array(refTo('account')).max(1000).optional().meta({
    label: 'Accounts',
    help: 'Deployed line items of these accounts that nothing replaces yet.',
  }),
  products: z.array(refTo('product')).max(200).optional().meta({
    label: 'Products',
    help: 'Deployed line items of these products that nothing replaces yet.',
  }),
})

const { shape } = RenewalFields

/** What is said of all line items at once; what is left out follows from each line item. */
const BulkFields = selection.extend({
  targets: shape.targets,
  licenseModel: shape.licenseModel,
  copies: copies().optional().meta({ label: 'Copies', help: 'All copies of each line item when left out.' }),
  startsOn: shape.startsOn,
  startsWhenParentEnds: shape.startsWhenParentEnds,
  term: shape.term,
  versionDateOption: shape.versionDateOption,
  versionDate: shape.versionDate,
  versionDuration: shape.versionDuration,
  orderId: shape.orderId,
  description: shape.description,
  allowActivationsOnParent: shape.allowActivationsOnParent,
  autoDeploy: shape.autoDeploy,
})

/** Changes of many line items as somebody wants them. */
export type BulkChange = z.infer<typeof BulkFields>

/** What becomes of one line item. */
const PlannedRow = z.object({
  id: z.string(),
  activationId: z.string(),
  soldTo: z.string(),
  products: z.string(),
  /** Null when the line item cannot be changed so. */
  becomes: z
    .object({
      products: z.string(),
      licenseModel: z.string(),
      copies: z.int(),
      startsOn: z.string().nullable(),
      expiration: z.string(),
      parentState: z.string(),
    })
    .nullable(),
  code: z.string().nullable(),
  reason: z.string().nullable(),
})

/** A planned row as pages show it. */
export type PlannedChangeRow = z.infer<typeof PlannedRow>

const refusals = [
  'change-selection-missing',
  'change-selection-large',
  'reference-unknown',
  'reference-ambiguous',
]

export const planLineItemChanges = defineCommand({
  name: 'plan-line-item-changes',
  summary: 'Say for many line items what an upgrade, upsell or renewal would make of each; writes nothing.',
  rows: ['PRD-04'],
  rest: { method: 'POST', path: '/v1/line-item-changes/plan' },
  permission: 'entitlements.update',
  input: BulkFields,
  output: z.object({
    total: z.int().meta({ description: 'Line items that would be looked at.' }),
    changed: z.int().meta({ description: 'Of the shown rows.' }),
    refused: z.int(),
    rows: z.array(PlannedRow),
  }),
  refusals,
  audit: { action: 'line-item-changes.planned', subjects: ['unchanged'] },
})

export const changeLineItems = defineCommand({
  name: 'change-line-items',
  summary:
    'Upgrade, upsell or renew many line items; each stands for itself, and the report says what became of it.',
  rows: ['PRD-04'],
  rest: { method: 'POST', path: '/v1/line-item-changes' },
  permission: 'entitlements.update',
  input: BulkFields,
  output: JobReference,
  refusals,
  audit: { action: 'line-item-changes.queued', subjects: ['job'] },
  queued: true,
})

export const listLineItemChanges = defineList({
  name: 'list-line-item-changes',
  title: 'Report',
  summary: 'What became of each line item of a job of upgrades, upsells or renewals.',
  rows: ['PRD-04', 'NAV-01', 'NAV-02', 'NAV-03', 'NAV-04'],
  path: '/v1/line-item-changes',
  permission: 'entitlements.view',
  fileName: 'LineItemChanges',
  defaultSort: 'number',
  params: z.object({ job: z.uuid().meta({ label: 'Job' }) }),
  columns: {
    number: { label: 'Number', type: 'number', sortable: true },
    activationId: { label: 'Activation ID', type: 'text', simple: true },
    soldTo: { label: 'Sold to', type: 'text', simple: true },
    products: { label: 'Product', type: 'text' },
    outcome: {
      label: 'Outcome',
      type: 'choice',
      choices: { waiting: 'Not done', changed: 'Changed', refused: 'Refused' },
      quickFilter: true,
    },
    newActivationId: { label: 'New activation ID', type: 'text', nullable: true },
    reason: { label: 'Reason', type: 'text', nullable: true, simple: true },
    code: { label: 'Code', type: 'text', nullable: true, visible: false },
  },
})

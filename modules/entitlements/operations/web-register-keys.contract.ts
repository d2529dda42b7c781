import { defineCommand, defineQuery, JobReference, refTo } from '@tallystick/kernel/operation/define.ts'
import { defineList } from '@tallystick/kernel/list/define.ts'
import { z } from 'zod'
import { lineItemStateCodes, entitlementStateCodes } from '../rules/lifecycle.ts'
import { changeCodes } from '../rules/line-item-changes.ts'
import { keyLengthMax, keyStates, moreKeysCodes } from '../rules/web-register-keys.ts'
import { EntitlementView } from './entitlement-shapes.contract.ts'

/** Keys that one command makes at most; a job makes more. */
export const KEYS_AT_ONCE = 1000

const KeyText = z.string().trim().min(1).max(keyLengthMax)

const made = z.object({
  lineItemId: z.string(),
  activationId: z.string(),
  keys: z.array(z.string()),
  /** Of the line item, after that. */
  available: z.int(),
  redeemed: z.int(),
  retired: z.int(),
  total: z.int(),
})

export const generateWebRegisterKeys = defineCommand({
  name: 'generate-web-register-keys',
  summary: 'Make random web register keys for a line item of a bulk entitlement.',
  rows: ['ENT-07', 'PRD-02'],
  rest: { method: 'POST', path: '/v1/line-items/{id}/web-register-keys/generate' },
  permission: 'web-register-keys.manage',
  input: z.object({
    id: refTo('line item'),
    count: z.int().min(1).max(KEYS_AT_ONCE).meta({ label: 'Number of keys' }),
  }),
  output: made,
  refusals: moreKeysCodes,
  audit: { action: 'web-register-keys.generated', subjects: ['line-item', 'entitlement'] },
})

export const generateManyWebRegisterKeys = defineCommand({
  name: 'generate-many-web-register-keys',
  summary: 'Make any number of web register keys as a job.',
  rows: ['ENT-07', 'PRD-02'],
  rest: { method: 'POST', path: '/v1/line-items/{id}/web-register-keys/generate-many' },
  permission: 'web-register-keys.manage',
  input: z.object({
    id: refTo('line item'),
    count: z.int().min(1).max(1_000_000).meta({ label: 'Number of keys' }),
  }),
  output: JobReference,
  refusals: moreKeysCodes,
  audit: { action: 'web-register-keys.queued', subjects: ['job'] },
  queued: true,
})

export const addWebRegisterKeys = defineCommand({
  name: 'add-web-register-keys',
  summary: 'Add given web register keys to a line item of a bulk entitlement.',
  rows: ['ENT-07', 'PRD-02'],
  rest: { method: 'POST', path: '/v1/line-items/{id}/web-register-keys' },
  permission: 'web-register-keys.manage',
  input: z.object({
    id: refTo('line item'),
    keys: z.array(KeyText).min(1).max(KEYS_AT_ONCE).meta({ label: 'Keys' }),
  }),
  output: made,
  refusals: ['web-register-key-characters', 'web-register-key-taken', ...moreKeysCodes],
  audit: { action: 'web-register-keys.added', subjects: ['line-item', 'entitlement'] },
})

export const retireWebRegisterKey = defineCommand({
  name: 'retire-web-register-key',
  summary: 'Withdraw a web register key that nobody has redeemed; another one may take its place.',
  rows: ['ENT-07'],
  rest: { method: 'POST', path: '/v1/web-register-keys/{key}/retire' },
  permission: 'web-register-keys.manage',
  input: z.object({ key: refTo('web register key') }),
  output: z.object({ id: z.string(), key: z.string(), state: z.enum(['available', 'redeemed', 'retired']) }),
  refusals: ['web-register-key-redeemed', 'web-register-key-retired'],
  audit: { action: 'web-register-key.retired', subjects: ['web-register-key', 'line-item', 'entitlement'] },
})

export const getWebRegisterKey = defineQuery({
  name: 'get-web-register-key',
  summary: 'What a web register key stands for, for whoever holds it.',
  rows: ['ENT-07'],
  rest: { method: 'GET', path: '/v1/web-register-keys/{key}' },
  permission: 'web-register-keys.redeem',
  input: z.object({ key: KeyText }),
  output: z.object({
    key: z.string(),
    state: z.enum(['available', 'redeemed', 'retired']),
    products: z.string(),
    licenseModel: z.string(),
    expiration: z.string(),
    /** Null: something new. */
    changeKind: z.enum(['upgrade', 'upsell', 'renewal']).nullable(),
    /** Why it cannot be redeemed now; null when it can. */
    code: z.string().nullable(),
    reason: z.string().nullable(),
    /** Where it went, for those who see it. */
    redeemedLineItemId: z.string().nullable(),
  }),
})

export const redeemWebRegisterKey = defineCommand({
  name: 'redeem-web-register-key',
  summary: 'Turn a web register key into an entitlement of an account; each key once.',
  rows: ['ENT-07'],
  rest: { method: 'POST', path: '/v1/web-register-keys/{key}/redeem' },
  permission: 'web-register-keys.redeem',
  input: z.object({
    key: KeyText.meta({ label: 'Web register key' }),
    account: refTo('account').optional().meta({
      label: 'For the account',
      help: 'The only one that you act for when it is left out.',
    }),
    changes: refTo('line item').optional().meta({
      label: 'Changes line item',
      help: 'For keys of upgrades, upsells and renewals: the line item that is replaced.',
    }),
  }),
  output: EntitlementView,
  refusals: [
    'web-register-key-account-missing',
    'account-inactive',
    'web-register-key-redeemed',
    'web-register-key-retired',
    ...entitlementStateCodes,
    ...lineItemStateCodes,
    'web-register-key-expired',
    'web-register-key-changes-missing',
    'web-register-key-changes-not-asked',
    ...changeCodes,
    'entitlement-id-characters',
    'entitlement-id-taken',
    'activation-id-taken',
    'insufficient-copies',
  ],
  audit: {
    action: 'web-register-key.redeemed',
    subjects: ['web-register-key', 'entitlement', 'line-item', 'account'],
  },
  emits: ['web-register-key.redeemed', 'entitlement.created', 'entitlement.deployed'],
})

export const listWebRegisterKeys = defineList({
  name: 'list-web-register-keys',
  title: 'Web register keys',
  summary: 'Keys of bulk entitlements and what became of them.',
  rows: ['ENT-07', 'NAV-01', 'NAV-02', 'NAV-03', 'NAV-04', 'NAV-05'],
  path: '/v1/web-register-keys',
  permission: 'web-register-keys.view',
  fileName: 'WebRegisterKeys',
  defaultSort: '-createdAt',
  params: z.object({
    entitlement: z.uuid().optional().meta({ label: 'Only of this bulk entitlement (key)' }),
    lineItem: z.uuid().optional().meta({ label: 'Only of this line item (key)' }),
  }),
  columns: {
    key: { label: 'Web register key', type: 'text', simple: true, sortable: true },
    state: { label: 'State', type: 'choice', choices: keyStates, quickFilter: true },
    entitlementId: { label: 'Bulk entitlement', type: 'text', simple: true },
    product: { label: 'Product', type: 'text' },
    account: { label: 'Account', type: 'text', nullable: true, searchable: false },
    redeemedEntitlementId: { label: 'Entitlement ID', type: 'text', nullable: true },
    redeemedAt: { label: 'Redeemed', type: 'instant', nullable: true },
    createdAt: { label: 'Created', type: 'instant', sortable: true },
  },
})

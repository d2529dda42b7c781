import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { LICENSE_STATES, SUPPORT_ACTIONS, type LicenseState, type SupportAction } from '../model.ts'

/** A license on the other side of copies that went from one into another. */
const CopiesOf = z.object({ id: z.string(), fulfillmentCode: z.string(), copies: z.int() })

/** One record of a chain. */
export const ChainRecord = z.object({
  id: z.string(),
  fulfillmentCode: z.string(),
  /** The record that it took the place of, or beside which it was issued; null for a first one. */
  parentId: z.string().nullable(),
  chainId: z.string(),
  /** Copies that it has of licenses that it replaced, from each of them; the parent is one of them. ACT-06. */
  tookFrom: z.array(CopiesOf),
  /** The licenses that replaced it, with the copies that each took of it. What stayed is a child of its own. */
  wentInto: z.array(CopiesOf),
  supportAction: z.enum(Object.keys(SUPPORT_ACTIONS) as [SupportAction, ...SupportAction[]]),
  state: z.enum(Object.keys(LICENSE_STATES) as [LicenseState, ...LicenseState[]]),
  lineItemId: z.string(),
  activationId: z.string(),
  products: z.string(),
  version: z.string(),
  soldTo: z.string(),
  hosts: z.array(z.string()),
  copies: z.int(),
  overdraft: z.int(),
  startsOn: z.string(),
  expiresOn: z.string().nullable(),
  fulfilledAt: z.string(),
  fulfilledBy: z.string(),
  closedAt: z.string().nullable(),
  closedBy: z.string(),
  /** Why the producer refused it while it waited for its files; null for all that were good once. CERT-05. */
  refusedBecause: z.string().nullable(),
})

export const getLicenseChain = defineQuery({
  name: 'get-license-chain',
  summary: 'All records of the lineage of a license: from the first activation to what is good today.',
  rows: ['LIFE-01', 'LIFE-12'],
  rest: { method: 'GET', path: '/v1/fulfillments/{fulfillment}/chain' },
  permission: 'licenses.view',
  childPermission: 'child-licenses.view',
  input: z.object({ fulfillment: refTo('fulfillment') }),
  output: z.object({
    /** In the order in which they came: before each what it came out of. Those that the caller may not see are left out. */
    records: z.array(ChainRecord),
    /** False when there are more than can be shown. */
    isComplete: z.boolean(),
  }),
})

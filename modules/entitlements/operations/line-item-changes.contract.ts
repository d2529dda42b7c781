import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { changeCodes } from '../rules/line-item-changes.ts'
import { entitlementStateCodes, lineItemStateCodes } from '../rules/lifecycle.ts'
import { LineItemFields, LineItemView } from './line-item-shapes.contract.ts'
import { lineItemRefusals } from './refusal-codes.contract.ts'

const common = {
  id: refTo('line item'),
  entitlement: refTo('entitlement').optional().meta({
    label: 'Into entitlement',
    help: 'One of the same account. The entitlement of the line item itself when it is left out.',
  }),
  targets: z.array(refTo('product')).max(50).optional().meta({
    label: 'To one of these products',
    help: 'Where several products are related, the one that is named here is taken.',
  }),
  allowActivationsOnParent: z.boolean().optional().meta({
    label: 'The replaced line item can still be activated',
    help: 'Default yes. No makes it obsolete; its copies can still be moved to the new line item.',
  }),
  autoDeploy: z.boolean().optional().meta({ label: 'Deploy at once' }),
}

/** Fields of an upgrade or upsell; what is left out is as in the line item that is replaced. Copies: all of them. */
export const ChangeFields = LineItemFields.omit({ kind: true }).extend(common)

/** Fields of a renewal. */
export const RenewalFields = ChangeFields.extend({
  startsWhenParentEnds: z.boolean().optional().meta({
    label: 'Starts on the day after the present end',
    help: 'Instead of a start date.',
  }),
})

const refusals = [
  ...entitlementStateCodes,
  ...lineItemStateCodes,
  ...changeCodes,
  'change-target-missing',
  'change-target-ambiguous',
  'renewal-start-given-twice',
  'renewal-start-unknown',
  'renewal-term-missing',
  ...lineItemRefusals,
  'obsolete-switched-off',
]

const answer = {
  output: LineItemView,
  refusals,
} as const

const subjects = ['line-item', 'entitlement']

export const upgradeLineItem = defineCommand({
  name: 'upgrade-line-item',
  summary: 'Add a line item of a newer version that replaces this one; copies move to it with its licenses.',
  rows: ['PRD-04', 'ACT-07'],
  rest: { method: 'POST', path: '/v1/line-items/{id}/upgrade' },
  permission: 'entitlements.upgrade',
  input: ChangeFields,
  ...answer,
  audit: { action: 'line-item.upgraded', subjects },
  emits: ['line-item.upgraded', 'line-item.state-changed'],
})

export const upsellLineItem = defineCommand({
  name: 'upsell-line-item',
  summary: 'Add a line item of a larger product that replaces this one; copies move to it with its licenses.',
  rows: ['PRD-04', 'ACT-07'],
  rest: { method: 'POST', path: '/v1/line-items/{id}/upsell' },
  permission: 'entitlements.upsell',
  input: ChangeFields,
  ...answer,
  audit: { action: 'line-item.upsold', subjects },
  emits: ['line-item.upsold', 'line-item.state-changed'],
})

export const renewLineItem = defineCommand({
  name: 'renew-line-item',
  summary: 'Add a line item of the same products with a new term that replaces this one.',
  rows: ['PRD-04', 'ACT-07'],
  rest: { method: 'POST', path: '/v1/line-items/{id}/renew' },
  permission: 'entitlements.renew',
  input: RenewalFields,
  ...answer,
  audit: { action: 'line-item.renewed', subjects },
  emits: ['line-item.renewed', 'line-item.state-changed'],
})

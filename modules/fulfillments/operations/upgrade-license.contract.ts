import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { ActivationItem, activateLineItems } from './activate-line-items.contract.ts'
import { LIVE_REFUSALS, PartFields, SupportInput, SupportOutcome } from './support-shapes.contract.ts'

const { startDate, versionDate, versionStartDate, attributes } = ActivationItem.shape

export const upgradeLicense = defineCommand({
  name: 'upgrade-license',
  summary: 'Upgrade, upsell or renew a license, whole or part, by a line item that replaces its own.',
  rows: ['LIFE-05', 'ACT-06', 'ACT-07'],
  rest: { method: 'POST', path: '/v1/fulfillments/{fulfillment}/upgrade' },
  permission: 'licenses.upgrade',
  childPermission: 'child-licenses.upgrade',
  input: SupportInput.extend({
    lineItem: refTo('replacing line item').meta({ label: 'Line item' }),
    copies: PartFields.copies,
    overdraft: z.unknown().optional().meta({
      label: 'Overdraft',
      type: 'integer',
      help: 'Of the new license, where its license model offers it.',
    }),
    startDate,
    versionDate,
    versionStartDate,
    attributes,
  }),
  output: SupportOutcome,
  refusals: [
    ...new Set([
      ...LIVE_REFUSALS,
      'line-item-without-license',
      'replaces-not-asked',
      'upgrade-other-technology',
      'part-too-large',
      'part-nothing',
      'part-not-divisible',
      'hosts-of-other-kind',
      ...activateLineItems.refusals,
    ]),
  ],
  audit: { action: 'license.upgraded', subjects: ['fulfillment', 'line-item', 'entitlement'] },
  emits: ['license.upgraded'],
})

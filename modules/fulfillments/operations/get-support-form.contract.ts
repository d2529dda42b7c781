import { CommandState, defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { SUPPORT_ACTS, type SupportActName } from '../rules/support-acts.ts'
import { AskedAttribute, Contacts, HostChoiceFields } from './form-shapes.contract.ts'

/** The figures of a policy: how often, how often already, when again. */
export const PolicyFiguresView = z.object({
  label: z.string(),
  limit: z.int(),
  period: z.string(),
  uses: z.int(),
  left: z.int(),
  /** When the next one is possible; null while one is left, and when there is never one again. */
  opensAt: z.string().nullable(),
})

export const getSupportForm = defineQuery({
  name: 'get-support-form',
  summary:
    'What an act on a license asks, prefilled with what the license has, and how much of its policy is used.',
  rows: ['LIFE-02', 'LIFE-03', 'LIFE-04', 'LIFE-06', 'BEY-03'],
  rest: { method: 'GET', path: '/v1/fulfillments/{fulfillment}/support-form' },
  permission: 'licenses.view',
  childPermission: 'child-licenses.view',
  input: z.object({
    fulfillment: refTo('fulfillment'),
    act: z.enum(Object.keys(SUPPORT_ACTS) as [SupportActName, ...SupportActName[]]),
  }),
  output: z.object({
    /** Whether the act is possible now, and if not why; null where the caller has no permission for it. */
    command: CommandState.nullable(),
    license: z.object({
      id: z.string(),
      fulfillmentCode: z.string(),
      lineItemId: z.string(),
      activationId: z.string(),
      entitlementCode: z.string(),
      products: z.string(),
      version: z.string(),
      soldTo: z.string(),
      licenseModel: z.string(),
      /** `certificate`, or a technology of the producer, whose new licenses wait on hold for their files. */
      technology: z.string(),
      licenseKind: z.string(),
      copies: z.int(),
      overdraft: z.int(),
      servers: z.array(z.string()),
      nodeHosts: z.array(z.string()),
      startsOn: z.string(),
      expiresOn: z.string().nullable(),
      versionDate: z.string().nullable(),
      fulfilledAt: z.string(),
      fulfilledBy: z.string(),
      shipToEmail: z.string(),
      shipToAddress: z.string(),
      licenseText: z.string().nullable(),
    }),
    fields: z.object({
      /** Copies and overdraft can be divided. */
      asksPart: z.boolean(),
      asksHosts: z.boolean(),
      asksServerHost: z.boolean(),
      offersServerHost: z.boolean(),
      asksNodeHosts: z.boolean(),
      asksStartDate: z.boolean(),
      versionDate: z.enum(['version-date', 'version-start-date']).nullable(),
      /** The last day of use, or a duration. */
      asksEnd: z.boolean(),
      attributes: z.array(AskedAttribute),
    }),
    /** What the license has of the attributes that are asked. */
    attributes: z.record(z.string(), z.unknown()),
    /** What the license technology asks of a host besides its ID, where the act may name other hosts. */
    hostAttributes: z.array(z.string()),
    /** What is known of the present host; it stays unless something else is said of the new one. */
    presentHostAttributes: z.record(z.string(), z.string()),
    /** Start that is taken unless another one is given. */
    startDate: z.string(),
    /** Today, where the line item counts its days. */
    today: z.string(),
    /** Null where no policy limits the act. */
    policy: PolicyFiguresView.nullable(),
    /** The policy is used up, but this caller may override it. */
    isOverride: z.boolean(),
    mayOverride: z.boolean(),
    /** The latest end that the policy lets an emergency or stop-gap license have; null without such a limit. */
    latestEnd: z.string().nullable(),
    /** Whether returned copies go back to the line item. */
    givesCopiesBack: z.boolean(),
    ...HostChoiceFields,
    contacts: Contacts,
  }),
  refusals: ['line-item-without-license'],
})

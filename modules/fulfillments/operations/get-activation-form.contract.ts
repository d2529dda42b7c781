import { defineQuery } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { AskedAttribute, Contacts, HostChoiceFields, RefusalView } from './form-shapes.contract.ts'

/** What the wizard shows for one line item. */
export const ActivationFormItem = z.object({
  lineItem: z.object({
    id: z.string(),
    activationId: z.string(),
    entitlementCode: z.string(),
    products: z.string(),
    versions: z.string(),
    soldTo: z.string(),
    licenseModel: z.string(),
    licenseKind: z.string(),
    expiresOn: z.string().nullable(),
    /** How it replaces another line item; null for one that replaces nothing. */
    changeKind: z.enum(['upgrade', 'upsell', 'renewal']).nullable(),
    parentActivationId: z.string().nullable(),
  }),
  fields: z.object({
    asksStartDate: z.boolean(),
    startDate: z.string().nullable(),
    versionDate: z.enum(['version-date', 'version-start-date']).nullable(),
    attributes: z.array(AskedAttribute),
    asksServerHost: z.boolean(),
    offersServerHost: z.boolean(),
    asksNodeHosts: z.boolean(),
    asksCount: z.boolean(),
    asksOverdraft: z.boolean(),
  }),
  figures: z.object({
    copiesTotal: z.int(),
    copiesTaken: z.int(),
    copiesMoved: z.int(),
    copiesBrought: z.int().nullable(),
    copiesToBring: z.int(),
    /** Copies that can be fulfilled in any way, by replacing licenses too. */
    copiesUnfulfilled: z.int(),
    extraActivationsMax: z.int(),
    overdraftTaken: z.int(),
    copiesAvailable: z.int(),
    copiesRemaining: z.int(),
    extraActivationsAvailable: z.int(),
    overdraftMax: z.int(),
    overdraftLeft: z.int(),
  }),
  shipToEmail: z.string(),
  shipToAddress: z.string(),
  refusal: RefusalView.nullable(),
})

export const getActivationForm = defineQuery({
  name: 'get-activation-form',
  summary:
    'What an activation of these line items has to ask, with the figures and the hosts to choose from.',
  rows: ['ACT-01', 'ACT-02', 'ACT-03', 'ACT-04', 'ACT-05', 'ACT-06'],
  rest: { method: 'GET', path: '/v1/activations/form' },
  permission: 'licenses.generate',
  childPermission: 'child-line-items.generate',
  input: z.object({
    lineItems: z
      .union([z.string(), z.array(z.string())])
      .transform((given) => (Array.isArray(given) ? given : [given]).flatMap((text) => text.split(','))),
  }),
  output: z.object({
    items: z.array(ActivationFormItem),
    /** What the license technology of these line items asks of each host besides its ID. */
    hostAttributes: z.array(z.string()),
    /** Whether licenses of one host can share a file. */
    consolidates: z.boolean(),
    /** Why these line items cannot be activated together; null when they can. */
    togetherRefusal: RefusalView.nullable(),
    ...HostChoiceFields,
    contacts: Contacts,
  }),
  refusals: ['line-items-missing', 'line-item-without-license'],
})

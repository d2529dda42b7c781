import { z } from 'zod'
import { copiesMax } from '../rules/count-limits.ts'
import { hostIdTypes } from '../rules/host-id-types.ts'
import { openPolicies } from '../rules/policies.ts'

/** Setting of one attribute of `rules/model-attributes.ts`. What is missing is not used. */
const AttributeSettingFields = z.object({
  when: z.enum(['not-used', 'now', 'at-entitlement', 'at-fulfillment']).meta({
    label: 'When',
    choices: {
      'not-used': 'Not used',
      now: 'Specify now',
      'at-entitlement': 'At entitlement time',
      'at-fulfillment': 'At fulfillment time',
    },
  }),
  value: z.json().optional().meta({ label: 'Value', help: 'The value for now, the proposal for later.' }),
  max: z.int().min(0).max(copiesMax).optional().meta({ label: 'Maximum' }),
  isRequired: z.boolean().optional().meta({ label: 'Required' }),
})

const unit = z.enum(['days', 'weeks', 'months', 'years'])
const atEntitlement = z.object({ when: z.literal('at-entitlement') })
const duration = z
  .object({ amount: z.int().min(1).max(10_000), unit })
  .nullable()
  .default(null)
const Limit = z.discriminatedUnion('when', [
  z.object({ when: z.literal('not-used') }),
  atEntitlement,
  z.object({
    when: z.literal('now'),
    count: z.int().min(0).max(copiesMax),
    period: duration,
  }),
])
const Beside = z.discriminatedUnion('when', [
  z.object({ when: z.literal('not-used') }),
  z.object({ when: z.literal('at-entitlement'), longest: duration }),
  z.object({
    when: z.literal('now'),
    count: z.int().min(0).max(copiesMax),
    period: duration,
    longest: duration,
  }),
])
const types = z.array(z.enum(hostIdTypes)).min(1).nullable()

/** Policies of a license model, counted per line item. */
export const PoliciesFields = z.object({
  rehosts: Limit.default(openPolicies.rehosts).meta({ label: 'Number of rehosts' }),
  returns: Limit.default(openPolicies.returns).meta({ label: 'Number of returns' }),
  repairs: Limit.default(openPolicies.repairs).meta({ label: 'Number of repairs' }),
  reinstalls: Limit.default(openPolicies.reinstalls).meta({ label: 'Number of reinstalls' }),
  emergencies: Beside.default(openPolicies.emergencies).meta({
    label: 'Emergency licenses',
    help: 'How many, and how long each may be good at most.',
  }),
  stopGaps: Beside.default(openPolicies.stopGaps).meta({
    label: 'Stop-gap licenses',
    help: 'How many, and how long each may be good at most.',
  }),
  publisherErrors: Limit.default(openPolicies.publisherErrors).meta({
    label: 'Corrections of publisher errors',
  }),
  extraActivations: z
    .discriminatedUnion('when', [
      atEntitlement,
      z.object({ when: z.literal('now'), count: z.int().min(0).max(copiesMax) }),
    ])
    .default(openPolicies.extraActivations)
    .meta({ label: 'Extra activations' }),
  cancelLicense: z
    .discriminatedUnion('when', [atEntitlement, z.object({ when: z.literal('now'), isAllowed: z.boolean() })])
    .default(openPolicies.cancelLicense)
    .meta({ label: 'Cancel license', help: 'Whether returned copies go back to the line item.' }),
  serverHostTypes: types.default(null).meta({ label: 'Server host ID types', help: 'Empty permits all.' }),
  nodeHostTypes: types.default(null).meta({ label: 'Node-locked host ID types', help: 'Empty permits all.' }),
})

/** When licenses of the model end. */
const ExpirationFields = z.discriminatedUnion('setting', [
  z.object({ setting: z.literal('at-entitlement') }),
  z.object({ setting: z.literal('permanent') }),
  z.object({ setting: z.literal('date'), date: z.iso.date() }),
  z.object({ setting: z.literal('duration'), amount: z.int().min(1).max(10_000), unit }),
])

/** Labels of the four kinds of certificate licenses. */
export const kindChoices = {
  'nodelocked-counted': 'Node-locked counted',
  'nodelocked-uncounted': 'Node-locked uncounted',
  'floating-counted': 'Floating counted',
  'floating-uncounted': 'Floating uncounted',
} as const

/** Fields of a license model, each without a default. */
export const licenseModelShape = {
  name: z.string().trim().min(1).max(255).meta({ label: 'Name' }),
  description: z.string().max(2000).meta({ label: 'Description', multiline: true }),
  kind: z
    .enum(['nodelocked-counted', 'nodelocked-uncounted', 'floating-counted', 'floating-uncounted'])
    .meta({
      label: 'Kind',
      choices: kindChoices,
    }),
  technology: z.string().trim().min(1).max(60).meta({
    label: 'Technology',
    help: 'certificate, or the name of a license technology of your own.',
  }),
  attributes: z.record(z.string().max(60), AttributeSettingFields).meta({ label: 'Attributes' }),
  policies: PoliciesFields.meta({ label: 'Policies' }),
  expiration: ExpirationFields.meta({ label: 'Expiration' }),
}

/** All fields of a license model. */
export const LicenseModelFields = z.object(licenseModelShape)

/** All fields of a license model. */
export type LicenseModelValues = z.output<typeof LicenseModelFields>

import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { attributeRefusalTexts } from '@tallystick/catalog/rules/attribute-texts.ts'
import { hostRefusals } from '@tallystick/hosts/contracts.ts'
import { z } from 'zod'
import { MadeConsolidated } from './consolidated-shapes.contract.ts'
import { activationRefusalTexts } from '../rules/activation-texts.ts'

/** A host as a person names it: its type and the value as typed. */
export const HostInput = z.object({
  type: z.string().min(1).max(40).meta({ label: 'Host ID type' }),
  value: z.string().min(1).max(300).meta({ label: 'Host ID' }),
})

/** A license server: its host ID, and what its administrator may edit in the file later. */
export const ServerInput = HostInput.extend({
  hostName: z.string().max(255).nullish().meta({ label: 'Host name' }),
  port: z.number().nullish().meta({ label: 'Port' }),
})

/** What a license technology of the producer asks of a host, by name. */
export const HostAttributes = z.record(z.string().max(60), z.string().max(500)).meta({
  label: 'Host attributes',
  help: 'What a license technology of the producer asks of this host besides its ID. Left out where a license moves: as before.',
})

/** One server (or a set of three) with its node-locked hosts, its count and its overdraft. */
export const HostsInput = z.object({
  servers: z.array(ServerInput).max(3).optional(),
  nodeHosts: z.array(HostInput).max(1000).optional(),
  copies: z.unknown().optional().meta({ label: 'Fulfill count', type: 'integer' }),
  overdraft: z.unknown().optional().meta({ label: 'Overdraft', type: 'integer' }),
  hostAttributes: HostAttributes.optional(),
})

/** The hosts of one license whose count is known, or not asked yet. */
export const HostsWithoutCount = HostsInput.omit({ copies: true, overdraft: true })

/** Copies of the licenses of a line item that become copies of one that replaces it. */
export const CopiesToReplace = z.object({
  lineItem: refTo('replaced line item'),
  copies: z.unknown().meta({ label: 'Copies to replace', type: 'integer' }),
})

/** The hosts of one license of a line item; one that replaces others may take copies of their licenses there. */
export const ActivationHosts = HostsInput.extend({
  replaces: z.array(CopiesToReplace).max(100).optional().meta({
    label: 'Copies to replace',
    help: 'For upgrades, upsells and renewals: copies of earlier licenses on this host. The fulfill count is for new copies.',
  }),
})

/** What is activated of one line item. */
export const ActivationItem = z.object({
  lineItem: refTo('line item'),
  hosts: z.array(ActivationHosts).min(1).max(1000),
  startDate: z.string().optional(),
  versionDate: z.string().optional(),
  versionStartDate: z.string().optional(),
  attributes: z.record(z.string(), z.unknown()).optional(),
})

/** A license as the answer of an activation shows it. */
export const IssuedLicense = z.object({
  id: z.string(),
  fulfillmentCode: z.string(),
  lineItemId: z.string(),
  activationId: z.string(),
  products: z.string(),
  servers: z.array(z.string()),
  nodeHosts: z.array(z.string()),
  copies: z.int(),
  overdraft: z.int(),
  startsOn: z.string(),
  expiresOn: z.string().nullable(),
  /** Null while the license waits for its text. */
  licenseText: z.string().nullable(),
})

/** A license that gave copies to a replacing one. */
export const ReplacedLicense = z.object({
  id: z.string(),
  fulfillmentCode: z.string(),
  activationId: z.string(),
  became: z.string(),
  /** Copies that went to the new license; the others stay, under a license of their own. */
  copiesReplaced: z.int(),
  copiesLeft: z.int(),
})

/** Refusals of an activation: states, hosts, attributes and dates, counts; the first that holds is reported. */
const ACTIVATION_REFUSALS: readonly string[] = [
  'line-item-without-license',
  ...Object.keys(activationRefusalTexts),
  'host-attributes-missing',
  'host-attributes-unknown',
  ...Object.keys(hostRefusals),
  ...Object.keys(attributeRefusalTexts),
  'insufficient-copies',
  'overdraft-exceeded',
]

export const activateLineItems = defineCommand({
  name: 'activate-line-items',
  summary: 'Issue licenses for one or more line items: hosts, counts and settings in, signed licenses out.',
  rows: [
    'ACT-01',
    'ACT-02',
    'ACT-03',
    'ACT-04',
    'ACT-05',
    'ACT-06',
    'ACT-07',
    'ACT-08',
    'ACT-09',
    'CERT-01',
    'CERT-04',
  ],
  rest: { method: 'POST', path: '/v1/activations' },
  permission: 'licenses.generate',
  childPermission: 'child-line-items.generate',
  input: z.object({
    items: z.array(ActivationItem).min(1).max(200),
    shipToEmail: z.string().max(2000).default('').meta({ label: 'Ship to email' }),
    shipToAddress: z.string().max(2000).default('').meta({ label: 'Ship to address', multiline: true }),
    language: z.string().max(20).optional().meta({ label: 'Language of the mail' }),
    consolidate: z.boolean().optional().meta({
      label: 'Consolidate licenses',
      help: 'One file for each license server or machine. Left out: yes for several line items.',
    }),
  }),
  output: z.object({
    /** The new licenses; then new ones for what stays of licenses that were divided. */
    licenses: z.array(IssuedLicense),
    /** Licenses that ended because copies of them were replaced. */
    replaced: z.array(ReplacedLicense),
    /** Files that join the new licenses of one host, where there are several. */
    consolidated: z.array(MadeConsolidated),
  }),
  refusals: [...new Set(ACTIVATION_REFUSALS)],
  audit: { action: 'license.activated', subjects: ['line-item', 'fulfillment', 'entitlement'] },
  emits: ['license.activated'],
})

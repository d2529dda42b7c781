import { GENERATIONS } from '@tallystick/catalog/operations/license-technologies.contract.ts'
import { defineList } from '@tallystick/kernel/list/define.ts'
import { defineCommand, defineQuery, JobReference, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { HELD_TOGETHER_MAX } from '../rules/held-licenses.ts'

/** A file of a license: a text, or bytes as base64. */
export const SuppliedFile = z.object({
  name: z.string().trim().min(1).max(255).meta({ label: 'File name' }),
  text: z.string().max(1_100_000).optional().meta({ label: 'Text', multiline: true }),
  base64: z.string().max(1_500_000).optional(),
})

/** Files of one license, and those that join several. */
const Supplied = z.object({ fulfillment: refTo('fulfillment'), files: z.array(SuppliedFile).max(20) })

export const listHeldLicenses = defineList({
  name: 'list-held-licenses',
  title: 'Licenses on hold',
  summary: 'Licenses of the producer’s own technologies that wait for their files.',
  rows: ['CERT-05'],
  path: '/v1/held-licenses',
  permission: 'licenses.publisher-error',
  fileName: 'LicensesOnHold',
  defaultSort: 'fulfilledAt',
  columns: {
    fulfillmentCode: { label: 'Fulfillment ID', type: 'text', simple: true },
    technology: { label: 'Technology', type: 'text' },
    generation: {
      label: 'Generated',
      type: 'choice',
      choices: GENERATIONS,
      quickFilter: true,
      visible: false,
    },
    products: { label: 'Product', type: 'text', simple: true },
    soldTo: { label: 'Sold to', type: 'text', simple: true },
    hosts: { label: 'Hosts', type: 'text' },
    copies: { label: 'Count', type: 'number' },
    fulfilledAt: { label: 'Waiting since', type: 'instant', sortable: true },
    note: { label: 'Why it still waits', type: 'text' },
  },
})

export const supplyLicenses = defineCommand({
  name: 'supply-licenses',
  summary: 'Hand over the files of licenses on hold, all or none: they become active and are mailed.',
  rows: ['CERT-05'],
  rest: { method: 'POST', path: '/v1/held-licenses/supply' },
  permission: 'licenses.publisher-error',
  input: z.object({
    licenses: z.array(Supplied).min(1).max(HELD_TOGETHER_MAX),
    /** Files that join some of these licenses, which share a host. */
    consolidated: z
      .array(
        z.object({ fulfillments: z.array(z.string()).min(2), files: z.array(SuppliedFile).min(1).max(20) }),
      )
      .max(200)
      .default([]),
  }),
  output: z.object({ supplied: z.array(z.object({ id: z.string(), fulfillmentCode: z.string() })) }),
  refusals: ['license-not-on-hold', 'license-files-wrong'],
  audit: { action: 'license.supplied', subjects: ['fulfillment', 'line-item'] },
  emits: ['license.supplied'],
})

export const rejectHeldLicenses = defineCommand({
  name: 'reject-held-licenses',
  summary:
    'Refuse licenses on hold with a reason: the license in whose place one would have come is good again, else copies go back.',
  rows: ['CERT-05'],
  rest: { method: 'POST', path: '/v1/held-licenses/reject' },
  permission: 'licenses.publisher-error',
  input: z.object({
    fulfillments: z.array(refTo('fulfillment')).min(1).max(HELD_TOGETHER_MAX),
    reason: z
      .string()
      .trim()
      .min(1)
      .max(1000)
      .meta({ label: 'Reason', multiline: true, help: 'The customer reads it on the page of the license.' }),
  }),
  output: z.object({
    rejected: z.array(z.string()),
    copiesReturned: z.int(),
    /** Licenses that had been replaced as a whole and are good again, each with the refused one. */
    goodAgain: z.array(z.object({ id: z.string(), fulfillmentCode: z.string(), insteadOf: z.string() })),
  }),
  refusals: ['license-not-on-hold'],
  audit: { action: 'license.rejected', subjects: ['fulfillment', 'line-item'] },
  emits: ['license.rejected'],
})

export const generateLicenses = defineCommand({
  name: 'generate-licenses',
  summary: 'Ask the generator for the files of licenses on hold.',
  rows: ['CERT-05'],
  rest: { method: 'POST', path: '/v1/held-licenses/generate' },
  permission: 'licenses.publisher-error',
  input: z.object({
    fulfillments: z.array(z.uuid()).min(1).max(HELD_TOGETHER_MAX),
    consolidate: z.boolean().default(true).meta({
      label: 'Consolidate',
      help: 'Joins those of one account and host, where the technology does.',
    }),
  }),
  output: JobReference,
  audit: { action: 'license.generation-asked', subjects: ['job'] },
  queued: true,
})

export const getLicenseFiles = defineQuery({
  name: 'get-license-files',
  summary: 'The files of a license of another technology.',
  rows: ['CERT-05'],
  rest: { method: 'GET', path: '/v1/fulfillments/{fulfillment}/files' },
  permission: 'licenses.view',
  childPermission: 'child-licenses.view',
  input: z.object({ fulfillment: refTo('fulfillment') }),
  output: z.object({
    files: z.array(
      z.object({ name: z.string(), isText: z.boolean(), base64: z.string(), sizeBytes: z.int() }),
    ),
    /** Why the license still waits, or why it was refused; empty for others. */
    note: z.string(),
  }),
})

export const makeGeneratorSecret = defineCommand({
  name: 'make-generator-secret',
  summary: 'Make a new secret with which requests to a generator are signed; it is shown once.',
  rows: ['CERT-05'],
  rest: { method: 'POST', path: '/v1/license-technologies/{id}/secret' },
  permission: 'settings.manage',
  secret: true,
  input: z.object({ id: refTo('license technology') }),
  output: z.object({ secret: z.string() }),
  refusals: ['technology-by-hand'],
  audit: { action: 'license-technology.secret-made', subjects: ['license-technology'] },
})

import { defineCommand, JobReference, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { CONSOLIDATION_REFUSALS, ConsolidationOutcome } from './consolidated-shapes.contract.ts'
import { SuppliedFile } from './held-licenses.contract.ts'

export const consolidateLicenses = defineCommand({
  name: 'consolidate-licenses',
  summary: 'Join licenses of one account into one file for each license server or machine.',
  rows: ['CERT-04', 'LIFE-07'],
  rest: { method: 'POST', path: '/v1/consolidated-licenses' },
  permission: 'licenses.consolidate',
  childPermission: 'child-licenses.consolidate',
  input: z.object({
    fulfillments: z
      .array(refTo('fulfillment'))
      .min(1)
      .max(1000)
      .meta({ label: 'Licenses', help: 'Keys or fulfillment IDs.' }),
  }),
  output: ConsolidationOutcome,
  refusals: CONSOLIDATION_REFUSALS,
  audit: { action: 'license.consolidated', subjects: ['consolidated-license', 'fulfillment'] },
  emits: ['license.consolidated'],
})

export const consolidateAnew = defineCommand({
  name: 'consolidate-anew',
  summary: 'Make a consolidated license out of what its licenses have become.',
  rows: ['LIFE-07'],
  rest: { method: 'POST', path: '/v1/consolidated-licenses/{consolidatedLicense}/anew' },
  permission: 'licenses.consolidate',
  childPermission: 'child-licenses.consolidate',
  input: z.object({ consolidatedLicense: refTo('consolidated license') }),
  output: ConsolidationOutcome,
  refusals: ['consolidation-still-active', ...CONSOLIDATION_REFUSALS],
  audit: { action: 'license.consolidated', subjects: ['consolidated-license', 'fulfillment'] },
  emits: ['license.consolidated'],
})

export const generateConsolidatedLicenses = defineCommand({
  name: 'generate-consolidated-licenses',
  summary: 'Ask the generators for files that join active licenses, each group of licenses in one.',
  rows: ['CERT-04', 'CERT-05'],
  rest: { method: 'POST', path: '/v1/consolidated-licenses/generate' },
  permission: 'licenses.publisher-error',
  input: z.object({ groups: z.array(z.array(z.uuid()).min(2).max(1000)).min(1).max(500) }),
  output: JobReference,
  audit: { action: 'license.generation-asked', subjects: ['job'] },
  queued: true,
})

export const supplyConsolidatedLicense = defineCommand({
  name: 'supply-consolidated-license',
  summary: 'Hand over the files that join active licenses of one account, technology and host.',
  rows: ['CERT-04', 'CERT-05'],
  rest: { method: 'POST', path: '/v1/consolidated-licenses/supply' },
  permission: 'licenses.publisher-error',
  input: z.object({
    fulfillments: z.array(refTo('fulfillment')).min(2).max(1000),
    files: z.array(SuppliedFile).min(1).max(20),
  }),
  output: z.object({ id: z.string(), consolidatedCode: z.string() }),
  refusals: [...CONSOLIDATION_REFUSALS, 'consolidation-several', 'license-files-wrong'],
  audit: { action: 'license.consolidated', subjects: ['consolidated-license', 'fulfillment'] },
  emits: ['license.consolidated'],
})

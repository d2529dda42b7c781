import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { CONSOLIDATION_REFUSALS, ConsolidationOutcome } from './consolidated-shapes.contract.ts'

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

import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { LicenseModelFields } from './license-model-fields.ts'
import { GoodsAnswerFields, SeenVersion } from './goods-answer.ts'
import { attributeRefusals, editRefusals } from './refusal-lists.ts'

export const updateLicenseModel = defineCommand({
  name: 'update-license-model',
  summary: 'Change a license model: everything of a draft, the description after deployment.',
  rows: ['PRD-01'],
  rest: { method: 'PATCH', path: '/v1/license-models/{id}' },
  permission: 'license-models.update',
  input: z.object({
    id: refTo('license model'),
    rowVersion: SeenVersion,
    ...LicenseModelFields.partial().shape,
  }),
  output: GoodsAnswerFields,
  refusals: [
    ...editRefusals,
    'license-model-name-wrong',
    'reference-unknown',
    'license-technology-kind',
    ...attributeRefusals,
    'license-model-name-taken',
  ],
  audit: { action: 'license-model.changed', subjects: ['license-model', 'unchanged'] },
})

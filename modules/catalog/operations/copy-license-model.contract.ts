import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { licenseModelShape } from './license-model-fields.ts'
import { GoodsAnswerFields } from './goods-answer.ts'
import { referenceRefusals } from './refusal-lists.ts'

export const copyLicenseModel = defineCommand({
  name: 'copy-license-model',
  summary: 'New license model from this one: a draft with the same fields and another name.',
  rows: ['PRD-01'],
  rest: { method: 'POST', path: '/v1/license-models/{id}/copy' },
  permission: 'license-models.create',
  input: z.object({
    id: refTo('license model'),
    name: licenseModelShape.name,
  }),
  output: GoodsAnswerFields,
  refusals: [...referenceRefusals, 'license-model-name-wrong', 'license-model-name-taken'],
  audit: { action: 'license-model.created', subjects: ['license-model'] },
})

import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { featureShape } from './feature-fields.ts'
import { GoodsAnswerFields } from './goods-answer.ts'
import { referenceRefusals } from './refusal-lists.ts'

export const copyFeature = defineCommand({
  name: 'copy-feature',
  summary: 'New feature from this one: a draft with the same fields and another name or version.',
  rows: ['PRD-01'],
  rest: { method: 'POST', path: '/v1/features/{id}/copy' },
  permission: 'features.create',
  input: z.object({
    id: refTo('feature'),
    name: featureShape.name.optional(),
    version: featureShape.version.optional(),
  }),
  output: GoodsAnswerFields,
  refusals: [
    ...referenceRefusals,
    'feature-name-wrong',
    'feature-version-wrong',
    'feature-override-wrong',
    'feature-name-taken',
  ],
  audit: { action: 'feature.created', subjects: ['feature'] },
})

import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { bundleShape } from './bundle-fields.ts'
import { GoodsAnswerFields } from './goods-answer.ts'
import { referenceRefusals } from './refusal-lists.ts'

export const copyFeatureBundle = defineCommand({
  name: 'copy-feature-bundle',
  summary: 'New feature bundle from this one: a draft with the same fields and another name.',
  rows: ['PRD-01'],
  rest: { method: 'POST', path: '/v1/feature-bundles/{id}/copy' },
  permission: 'feature-bundles.create',
  input: z.object({
    id: refTo('feature bundle'),
    name: bundleShape.name,
  }),
  output: GoodsAnswerFields,
  refusals: [...referenceRefusals, 'feature-bundle-name-taken'],
  audit: { action: 'feature-bundle.created', subjects: ['feature-bundle'] },
})

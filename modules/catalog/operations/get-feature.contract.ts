import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { FeatureFields } from './feature-fields.ts'
import { goodsViewShape } from './goods-answer.ts'

export const getFeature = defineQuery({
  name: 'get-feature',
  summary: 'A feature with what uses it and what can be done with it.',
  rows: ['PRD-01'],
  rest: { method: 'GET', path: '/v1/features/{id}' },
  permission: 'features.view',
  input: z.object({ id: refTo('feature') }),
  output: z.object({ ...FeatureFields.shape, ...goodsViewShape }),
  refusals: ['reference-ambiguous'],
})

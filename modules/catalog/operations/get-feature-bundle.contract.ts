import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { BundleFields } from './bundle-fields.ts'
import { goodsViewShape } from './goods-answer.ts'

export const getFeatureBundle = defineQuery({
  name: 'get-feature-bundle',
  summary: 'A feature bundle with what uses it and what can be done with it.',
  rows: ['PRD-01'],
  rest: { method: 'GET', path: '/v1/feature-bundles/{id}' },
  permission: 'feature-bundles.view',
  input: z.object({ id: refTo('feature bundle') }),
  output: z.object({ ...BundleFields.shape, ...goodsViewShape }),
  refusals: ['reference-ambiguous'],
})

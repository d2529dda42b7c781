import { defineQuery, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { LicenseModelFields } from './license-model-fields.ts'
import { goodsViewShape } from './goods-answer.ts'

export const getLicenseModel = defineQuery({
  name: 'get-license-model',
  summary: 'A license model with what uses it and what can be done with it.',
  rows: ['PRD-01'],
  rest: { method: 'GET', path: '/v1/license-models/{id}' },
  permission: 'license-models.view',
  input: z.object({ id: refTo('license model') }),
  output: z.object({ ...LicenseModelFields.shape, ...goodsViewShape }),
  refusals: ['reference-ambiguous'],
})

import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { productShape } from './product-fields.ts'
import { GoodsAnswerFields } from './goods-answer.ts'
import { referenceRefusals } from './refusal-lists.ts'

export const copyProduct = defineCommand({
  name: 'copy-product',
  summary: 'New product, suite or maintenance plan from this one: a draft under another name or version.',
  rows: ['PRD-01'],
  rest: { method: 'POST', path: '/v1/products/{id}/copy' },
  permission: 'products.create',
  input: z.object({
    id: refTo('product, suite or maintenance plan'),
    name: productShape.name.optional(),
    version: productShape.version.optional(),
  }),
  output: GoodsAnswerFields,
  refusals: [...referenceRefusals, 'product-name-taken'],
  audit: { action: 'product.created', subjects: ['product'] },
})

import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { productShape } from './product-fields.ts'
import { GoodsAnswerFields, SeenVersion } from './goods-answer.ts'
import { editRefusals, productRefusals, referenceRefusals } from './refusal-lists.ts'

export const updateProduct = defineCommand({
  name: 'update-product',
  summary:
    'Change a product: all of a draft; after deployment its description, license models and part numbers.',
  rows: ['PRD-01'],
  rest: { method: 'PATCH', path: '/v1/products/{id}' },
  permission: 'products.update',
  input: z.object({
    id: refTo('product'),
    rowVersion: SeenVersion,
    ...z.object(productShape).partial().shape,
  }),
  output: GoodsAnswerFields,
  refusals: [...editRefusals, ...referenceRefusals, ...productRefusals],
  audit: { action: 'product.changed', subjects: ['product', 'unchanged'] },
})

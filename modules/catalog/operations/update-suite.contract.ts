import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { suiteShape } from './product-fields.ts'
import { GoodsAnswerFields, SeenVersion } from './goods-answer.ts'
import { editRefusals, productRefusals, referenceRefusals } from './refusal-lists.ts'

export const updateSuite = defineCommand({
  name: 'update-suite',
  summary:
    'Change a suite: all of a draft; after deployment its description, license models and part numbers.',
  rows: ['PRD-01'],
  rest: { method: 'PATCH', path: '/v1/suites/{id}' },
  permission: 'products.update',
  input: z.object({ id: refTo('suite'), rowVersion: SeenVersion, ...z.object(suiteShape).partial().shape }),
  output: GoodsAnswerFields,
  refusals: [...editRefusals, ...referenceRefusals, ...productRefusals],
  audit: { action: 'product.changed', subjects: ['product', 'unchanged'] },
})

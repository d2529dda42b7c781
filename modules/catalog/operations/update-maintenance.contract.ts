import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { attributeValueRefusals } from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'
import { maintenanceShape } from './product-fields.ts'
import { GoodsAnswerFields, SeenVersion } from './goods-answer.ts'
import { editRefusals } from './refusal-lists.ts'

export const updateMaintenance = defineCommand({
  name: 'update-maintenance',
  summary: 'Change a maintenance plan: all of a draft; after deployment its description and part numbers.',
  rows: ['PRD-01'],
  rest: { method: 'PATCH', path: '/v1/maintenance/{id}' },
  permission: 'products.update',
  input: z.object({
    id: refTo('maintenance plan'),
    rowVersion: SeenVersion,
    ...z.object(maintenanceShape).partial().shape,
  }),
  output: GoodsAnswerFields,
  refusals: [
    ...editRefusals,
    'reference-unknown',
    'reference-ambiguous',
    'listed-twice',
    'model-not-of-product',
    'product-name-taken',
    'part-number-mapped',
    ...attributeValueRefusals,
  ],
  audit: { action: 'product.changed', subjects: ['product', 'unchanged'] },
})

import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { attributeValueRefusals } from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'
import { maintenanceShape } from './product-fields.ts'
import { GoodsAnswerFields } from './goods-answer.ts'

/** Fields of a new maintenance plan; `deploy` deploys it at once. */
export const NewMaintenance = z.object({
  ...maintenanceShape,
  version: maintenanceShape.version.default(''),
  description: maintenanceShape.description.default(''),
  productLine: maintenanceShape.productLine.default(null),
  partNumbers: maintenanceShape.partNumbers.default([]),
  allowsUpgrades: maintenanceShape.allowsUpgrades.default(false),
  allowsUpsells: maintenanceShape.allowsUpsells.default(false),
  allowsRenewals: maintenanceShape.allowsRenewals.default(false),
  customAttributes: maintenanceShape.customAttributes.default({}),
  deploy: z
    .boolean()
    .default(false)
    .meta({ label: 'Deploy', help: 'Deploy at once instead of leaving a draft.' }),
})

export const createMaintenance = defineCommand({
  name: 'create-maintenance',
  summary: 'Add a maintenance plan with its rights and part numbers.',
  rows: ['PRD-01'],
  rest: { method: 'POST', path: '/v1/maintenance' },
  permission: 'products.create',
  input: NewMaintenance,
  output: GoodsAnswerFields,
  refusals: [
    'reference-unknown',
    'reference-ambiguous',
    'listed-twice',
    'model-not-of-product',
    'product-name-taken',
    'part-number-mapped',
    ...attributeValueRefusals,
  ],
  audit: { action: 'product.created', subjects: ['product'] },
  emits: ['product.deployed'],
})

import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { productShape } from './product-fields.ts'
import { GoodsAnswerFields } from './goods-answer.ts'
import { deploymentRefusals, productRefusals, referenceRefusals } from './refusal-lists.ts'

/** Fields of a new product; `deploy` deploys it at once. */
export const NewProduct = z.object({
  ...productShape,
  version: productShape.version.default(''),
  description: productShape.description.default(''),
  productLine: productShape.productLine.default(null),
  isPackage: productShape.isPackage.default(false),
  packageName: productShape.packageName.default(''),
  packageVersion: productShape.packageVersion.default(''),
  licenseModels: productShape.licenseModels.default([]),
  partNumbers: productShape.partNumbers.default([]),
  features: productShape.features.default([]),
  bundles: productShape.bundles.default([]),
  customAttributes: productShape.customAttributes.default({}),
  deploy: z
    .boolean()
    .default(false)
    .meta({ label: 'Deploy', help: 'Deploy at once instead of leaving a draft.' }),
})

export const createProduct = defineCommand({
  name: 'create-product',
  summary: 'Add a product with everything inside it.',
  rows: ['PRD-01'],
  rest: { method: 'POST', path: '/v1/products' },
  permission: 'products.create',
  input: NewProduct,
  output: GoodsAnswerFields,
  refusals: [...referenceRefusals, ...productRefusals, ...deploymentRefusals],
  audit: { action: 'product.created', subjects: ['product'] },
  emits: ['product.deployed'],
})

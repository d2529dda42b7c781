import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { suiteShape } from './product-fields.ts'
import { GoodsAnswerFields } from './goods-answer.ts'
import { deploymentRefusals, productRefusals, referenceRefusals } from './refusal-lists.ts'

/** Fields of a new suite; `deploy` deploys it at once. */
export const NewSuite = z.object({
  ...suiteShape,
  version: suiteShape.version.default(''),
  description: suiteShape.description.default(''),
  productLine: suiteShape.productLine.default(null),
  isPackage: suiteShape.isPackage.default(false),
  packageName: suiteShape.packageName.default(''),
  packageVersion: suiteShape.packageVersion.default(''),
  licenseModels: suiteShape.licenseModels.default([]),
  partNumbers: suiteShape.partNumbers.default([]),
  products: suiteShape.products.default([]),
  customAttributes: suiteShape.customAttributes.default({}),
  deploy: z
    .boolean()
    .default(false)
    .meta({ label: 'Deploy', help: 'Deploy at once instead of leaving a draft.' }),
})

export const createSuite = defineCommand({
  name: 'create-suite',
  summary: 'Add a suite with everything inside it.',
  rows: ['PRD-01'],
  rest: { method: 'POST', path: '/v1/suites' },
  permission: 'products.create',
  input: NewSuite,
  output: GoodsAnswerFields,
  refusals: [...referenceRefusals, ...productRefusals, ...deploymentRefusals],
  audit: { action: 'product.created', subjects: ['product'] },
  emits: ['product.deployed'],
})

import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { bundleShape } from './bundle-fields.ts'
import { GoodsAnswerFields } from './goods-answer.ts'
import { referenceRefusals } from './refusal-lists.ts'

/** Fields of a new feature bundle; `deploy` deploys it at once. */
export const NewFeatureBundle = z.object({
  ...bundleShape,
  description: bundleShape.description.default(''),
  features: bundleShape.features.default([]),
  deploy: z
    .boolean()
    .default(false)
    .meta({ label: 'Deploy', help: 'Deploy at once instead of leaving a draft.' }),
})

export const createFeatureBundle = defineCommand({
  name: 'create-feature-bundle',
  summary: 'Add a feature bundle.',
  rows: ['PRD-01'],
  rest: { method: 'POST', path: '/v1/feature-bundles' },
  permission: 'feature-bundles.create',
  input: NewFeatureBundle,
  output: GoodsAnswerFields,
  refusals: [...referenceRefusals, 'feature-bundle-name-taken', 'nothing-inside', 'parts-not-deployed'],
  audit: { action: 'feature-bundle.created', subjects: ['feature-bundle'] },
})

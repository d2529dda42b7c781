import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { attributeValueRefusals } from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'
import { featureShape } from './feature-fields.ts'
import { GoodsAnswerFields } from './goods-answer.ts'

/** Fields of a new feature; `deploy` deploys it at once. */
export const NewFeature = z.object({
  ...featureShape,
  version: featureShape.version.default(''),
  versionFormat: featureShape.versionFormat.default('fixed'),
  description: featureShape.description.default(''),
  overrides: featureShape.overrides.default({}),
  customAttributes: featureShape.customAttributes.default({}),
  deploy: z
    .boolean()
    .default(false)
    .meta({ label: 'Deploy', help: 'Deploy at once instead of leaving a draft.' }),
})

export const createFeature = defineCommand({
  name: 'create-feature',
  summary: 'Add a feature.',
  rows: ['PRD-01'],
  rest: { method: 'POST', path: '/v1/features' },
  permission: 'features.create',
  input: NewFeature,
  output: GoodsAnswerFields,
  refusals: [
    'feature-name-wrong',
    'feature-version-wrong',
    'feature-override-wrong',
    'feature-name-taken',
    ...attributeValueRefusals,
  ],
  audit: { action: 'feature.created', subjects: ['feature'] },
})

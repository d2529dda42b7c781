import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { attributeValueRefusals } from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'
import { FeatureFields } from './feature-fields.ts'
import { GoodsAnswerFields, SeenVersion } from './goods-answer.ts'
import { editRefusals } from './refusal-lists.ts'

export const updateFeature = defineCommand({
  name: 'update-feature',
  summary: 'Change a feature: everything of a draft.',
  rows: ['PRD-01'],
  rest: { method: 'PATCH', path: '/v1/features/{id}' },
  permission: 'features.update',
  input: z.object({ id: refTo('feature'), rowVersion: SeenVersion, ...FeatureFields.partial().shape }),
  output: GoodsAnswerFields,
  refusals: [
    ...editRefusals,
    'feature-name-wrong',
    'feature-version-wrong',
    'feature-override-wrong',
    'feature-name-taken',
    ...attributeValueRefusals,
  ],
  audit: { action: 'feature.changed', subjects: ['feature', 'unchanged'] },
})

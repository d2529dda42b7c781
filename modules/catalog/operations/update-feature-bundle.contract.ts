import { defineCommand, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { BundleFields } from './bundle-fields.ts'
import { GoodsAnswerFields, SeenVersion } from './goods-answer.ts'
import { editRefusals, referenceRefusals } from './refusal-lists.ts'

export const updateFeatureBundle = defineCommand({
  name: 'update-feature-bundle',
  summary: 'Change a feature bundle: everything of a draft.',
  rows: ['PRD-01'],
  rest: { method: 'PATCH', path: '/v1/feature-bundles/{id}' },
  permission: 'feature-bundles.update',
  input: z.object({ id: refTo('feature bundle'), rowVersion: SeenVersion, ...BundleFields.partial().shape }),
  output: GoodsAnswerFields,
  refusals: [...editRefusals, ...referenceRefusals, 'feature-bundle-name-taken'],
  audit: { action: 'feature-bundle.changed', subjects: ['feature-bundle', 'unchanged'] },
})

import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { licenseModelShape } from './license-model-fields.ts'
import { GoodsAnswerFields } from './goods-answer.ts'
import { attributeRefusals } from './refusal-lists.ts'

/** Fields of a new license model; `deploy` deploys it at once. */
export const NewLicenseModel = z.object({
  ...licenseModelShape,
  description: licenseModelShape.description.default(''),
  technology: licenseModelShape.technology.default('certificate'),
  attributes: licenseModelShape.attributes.default({}),
  policies: licenseModelShape.policies.prefault({}),
  expiration: licenseModelShape.expiration.default({ setting: 'at-entitlement' }),
  deploy: z
    .boolean()
    .default(false)
    .meta({ label: 'Deploy', help: 'Deploy at once instead of leaving a draft.' }),
})

export const createLicenseModel = defineCommand({
  name: 'create-license-model',
  summary: 'Add a license model.',
  rows: ['PRD-01'],
  rest: { method: 'POST', path: '/v1/license-models' },
  permission: 'license-models.create',
  input: NewLicenseModel,
  output: GoodsAnswerFields,
  refusals: [
    'license-model-name-wrong',
    'reference-unknown',
    'license-technology-kind',
    ...attributeRefusals,
    'license-model-name-taken',
  ],
  audit: { action: 'license-model.created', subjects: ['license-model'] },
})

import { AttributeValuesField } from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'

const overrideText = z.string().max(2000)

/** Values of a feature that win over the license model's. What is missing keeps the model's. */
const FeatureOverridesFields = z
  .object({
    vendorString: overrideText.optional().meta({ label: 'Vendor String' }),
    notice: overrideText.optional().meta({ label: 'Notice' }),
    serialNumber: overrideText.optional().meta({ label: 'Serial Number' }),
    dupGroup: z.string().max(4).optional().meta({
      label: 'Duplicate Grouping',
      help: 'NONE, or some of U (user), H (host), D (display), V (vendor).',
    }),
  })
  .meta({ label: 'Overrides', help: 'Values that win over those of the license model.' })

/** Fields of a feature that a person fills in, each without a default. */
export const featureShape = {
  name: z
    .string()
    .trim()
    .min(1)
    .max(255)
    .meta({ label: 'Name', help: 'Letters, digits, _ and -; at most 30.' }),
  version: z
    .string()
    .trim()
    .max(64)
    .meta({ label: 'Version', help: 'Such as 2026.0. Empty when date-based.' }),
  versionFormat: z.enum(['fixed', 'date-based']).meta({
    label: 'Version Format',
    choices: { fixed: 'Fixed', 'date-based': 'From the version date' },
  }),
  description: z.string().max(2000).meta({ label: 'Description', multiline: true }),
  overrides: FeatureOverridesFields,
  customAttributes: AttributeValuesField,
}

/** All fields of a feature, as they are stored. */
export const FeatureFields = z.object(featureShape)

/** All fields of a feature. */
export type FeatureValues = z.output<typeof FeatureFields>

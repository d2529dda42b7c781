import { copies, refTo } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'

/** A feature with its count inside a bundle or a product. */
export const FeatureCount = z.object({
  feature: refTo('feature').meta({ label: 'Feature', help: 'name@version, or the name when it is unique.' }),
  count: copies().default(1).meta({ label: 'Count' }),
})

/** Fields of a feature bundle, each without a default. */
export const bundleShape = {
  name: z.string().trim().min(1).max(255).meta({ label: 'Name' }),
  description: z.string().max(2000).meta({ label: 'Description', multiline: true }),
  features: z.array(FeatureCount).max(1000).meta({ label: 'Features' }),
}

/** All fields of a feature bundle. */
export const BundleFields = z.object(bundleShape)

/** All fields of a feature bundle, references as public names. */
export type BundleValues = z.output<typeof BundleFields>

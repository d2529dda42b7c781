import { copies, refTo } from '@tallystick/kernel/operation/define.ts'
import { AttributeValuesField } from '@tallystick/settings/operations/attribute-fields.contract.ts'
import { z } from 'zod'
import { FeatureCount } from './bundle-fields.ts'

const BundleCount = z.object({
  bundle: refTo('feature bundle').meta({ label: 'Feature bundle' }),
  count: copies().default(1).meta({ label: 'Count' }),
})
const ProductQuantity = z.object({
  product: refTo('product').meta({ label: 'Product', help: 'name@version.' }),
  quantity: copies().default(1).meta({ label: 'Quantity' }),
})
const PartNumberCode = z.object({
  code: z.string().trim().min(1).max(255).meta({ label: 'Part number' }),
  licenseModel: refTo('license model').nullable().default(null).meta({ label: 'License model' }),
})

/** Fields that products, suites and maintenance plans share, each without a default. */
export const maintenanceShape = {
  name: z.string().trim().min(1).max(255).meta({ label: 'Name' }),
  version: z.string().trim().max(64).meta({ label: 'Version' }),
  description: z.string().max(2000).meta({ label: 'Description', multiline: true }),
  productLine: refTo('product line').nullable().meta({ label: 'Product line' }),
  partNumbers: z.array(PartNumberCode).max(200).meta({
    label: 'Part numbers',
    help: 'Codes that resolve to this product. A code that does not exist is added.',
  }),
  allowsUpgrades: z.boolean().meta({ label: 'Allows upgrades' }),
  allowsUpsells: z.boolean().meta({ label: 'Allows upsells' }),
  allowsRenewals: z.boolean().meta({ label: 'Allows renewals' }),
  customAttributes: AttributeValuesField,
}

const { name, version, description, productLine, partNumbers, customAttributes } = maintenanceShape
const licensed = {
  name,
  version,
  description,
  productLine,
  isPackage: z
    .boolean()
    .meta({ label: 'Package', help: 'Write one PACKAGE line instead of a line per feature.' }),
  packageName: z.string().trim().max(30).meta({ label: 'Package name' }),
  packageVersion: z
    .string()
    .trim()
    .max(64)
    .meta({ label: 'Package version', help: 'Empty: the version date.' }),
  licenseModels: z.array(refTo('license model')).max(100).meta({ label: 'License models' }),
  partNumbers,
}

/** Fields of a suite, each without a default. */
export const suiteShape = {
  ...licensed,
  products: z.array(ProductQuantity).max(500).meta({ label: 'Products' }),
  customAttributes,
}

/** Fields of a product, each without a default. */
export const productShape = {
  ...licensed,
  features: z.array(FeatureCount).max(1000).meta({ label: 'Features' }),
  bundles: z.array(BundleCount).max(200).meta({ label: 'Feature bundles' }),
  customAttributes,
}

const all = z.object({ ...productShape, ...suiteShape, ...maintenanceShape })

/** The fields of products, suites and maintenance plans together; those of another kind are empty. */
export type ProductValues = z.output<typeof all>

import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { ProductValues } from '../operations/product-fields.ts'
import type { GoodsStore } from './goods-store.ts'
import { productStore } from './products.ts'
import { findNamed } from './references.ts'

/** The store of the kind that the referenced product, suite or maintenance plan has. Throws `NotFound`. */
export async function storeOf(ctx: QueryContext, ref: string): Promise<GoodsStore<ProductValues>> {
  const { productKind } = await findNamed(ctx, 'product', ref, 'none')
  return productStore(productKind ?? 'product')
}

/** Every field that a kind of product does not have. */
export const emptyProduct: Omit<ProductValues, 'name'> = {
  version: '',
  description: '',
  productLine: null,
  isPackage: false,
  packageName: '',
  packageVersion: '',
  features: [],
  bundles: [],
  products: [],
  licenseModels: [],
  partNumbers: [],
  allowsUpgrades: false,
  allowsUpsells: false,
  allowsRenewals: false,
  customAttributes: {},
}

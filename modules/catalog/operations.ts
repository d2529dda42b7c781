import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import copyFeatureBundle from './operations/copy-feature-bundle.ts'
import copyFeature from './operations/copy-feature.ts'
import copyLicenseModel from './operations/copy-license-model.ts'
import copyProduct from './operations/copy-product.ts'
import createFeatureBundle from './operations/create-feature-bundle.ts'
import createFeature from './operations/create-feature.ts'
import createLicenseModel from './operations/create-license-model.ts'
import createMaintenance from './operations/create-maintenance.ts'
import createProductLine from './operations/create-product-line.ts'
import createProduct from './operations/create-product.ts'
import createSuite from './operations/create-suite.ts'
import featureBundleStates from './operations/feature-bundle-states.ts'
import featureStates from './operations/feature-states.ts'
import getFeatureBundle from './operations/get-feature-bundle.ts'
import getFeature from './operations/get-feature.ts'
import getLicenseModel from './operations/get-license-model.ts'
import getProduct from './operations/get-product.ts'
import licenseModelStates from './operations/license-model-states.ts'
import licenseTechnologies from './operations/license-technologies.ts'
import listFeatureBundles from './operations/list-feature-bundles.ts'
import listFeatures from './operations/list-features.ts'
import listLicenseModels from './operations/list-license-models.ts'
import listPartNumbers from './operations/list-part-numbers.ts'
import listProductLines from './operations/list-product-lines.ts'
import productLists from './operations/list-products.ts'
import partNumbers from './operations/part-numbers.ts'
import productLineChanges from './operations/product-line-changes.ts'
import productRelations from './operations/product-relations.ts'
import productStates from './operations/product-states.ts'
import updateFeatureBundle from './operations/update-feature-bundle.ts'
import updateFeature from './operations/update-feature.ts'
import updateLicenseModel from './operations/update-license-model.ts'
import updateMaintenance from './operations/update-maintenance.ts'
import updateProduct from './operations/update-product.ts'
import updateSuite from './operations/update-suite.ts'

/** All operations of the room, as an app mounts them. */
export const catalogOperations: readonly Operation[] = [
  listProductLines,
  createProductLine,
  ...productLineChanges,
  listFeatures,
  getFeature,
  createFeature,
  updateFeature,
  copyFeature,
  ...featureStates,
  listFeatureBundles,
  getFeatureBundle,
  createFeatureBundle,
  updateFeatureBundle,
  copyFeatureBundle,
  ...featureBundleStates,
  listLicenseModels,
  getLicenseModel,
  createLicenseModel,
  updateLicenseModel,
  copyLicenseModel,
  ...licenseModelStates,
  ...licenseTechnologies,
  ...productLists,
  getProduct,
  createProduct,
  updateProduct,
  createSuite,
  updateSuite,
  createMaintenance,
  updateMaintenance,
  copyProduct,
  ...productStates,
  listPartNumbers,
  ...partNumbers,
  ...productRelations,
]

export { catalogRefusals } from './refusals.ts'
export { createProductLine } from './operations/create-product-line.contract.ts'
export { listProductLines } from './operations/list-product-lines.contract.ts'
export {
  deleteProductLine,
  getProductLine,
  updateProductLine,
} from './operations/product-line-changes.contract.ts'
export { listFeatures } from './operations/list-features.contract.ts'
export { getFeature } from './operations/get-feature.contract.ts'
export { createFeature } from './operations/create-feature.contract.ts'
export { updateFeature } from './operations/update-feature.contract.ts'
export { copyFeature } from './operations/copy-feature.contract.ts'
export {
  deleteFeature,
  deployFeature,
  inactivateFeature,
  obsoleteFeature,
  reactivateFeature,
  returnFeatureToDraft,
} from './operations/feature-states.contract.ts'
export { listFeatureBundles } from './operations/list-feature-bundles.contract.ts'
export { getFeatureBundle } from './operations/get-feature-bundle.contract.ts'
export { createFeatureBundle } from './operations/create-feature-bundle.contract.ts'
export { updateFeatureBundle } from './operations/update-feature-bundle.contract.ts'
export { copyFeatureBundle } from './operations/copy-feature-bundle.contract.ts'
export {
  deleteFeatureBundle,
  deployFeatureBundle,
  inactivateFeatureBundle,
  obsoleteFeatureBundle,
  reactivateFeatureBundle,
  returnFeatureBundleToDraft,
} from './operations/feature-bundle-states.contract.ts'
export {
  createLicenseTechnology,
  deleteLicenseTechnology,
  getLicenseTechnology,
  listLicenseTechnologies,
  updateLicenseTechnology,
} from './operations/license-technologies.contract.ts'
export { listLicenseModels } from './operations/list-license-models.contract.ts'
export { getLicenseModel } from './operations/get-license-model.contract.ts'
export { createLicenseModel } from './operations/create-license-model.contract.ts'
export { updateLicenseModel } from './operations/update-license-model.contract.ts'
export { copyLicenseModel } from './operations/copy-license-model.contract.ts'
export {
  deleteLicenseModel,
  deployLicenseModel,
  inactivateLicenseModel,
  obsoleteLicenseModel,
  reactivateLicenseModel,
  returnLicenseModelToDraft,
} from './operations/license-model-states.contract.ts'
export { listMaintenance, listProducts, listSuites } from './operations/list-products.contract.ts'
export { getProduct } from './operations/get-product.contract.ts'
export { createProduct } from './operations/create-product.contract.ts'
export { updateProduct } from './operations/update-product.contract.ts'
export { createSuite } from './operations/create-suite.contract.ts'
export { updateSuite } from './operations/update-suite.contract.ts'
export { createMaintenance } from './operations/create-maintenance.contract.ts'
export { updateMaintenance } from './operations/update-maintenance.contract.ts'
export { copyProduct } from './operations/copy-product.contract.ts'
export {
  deleteProduct,
  deployProduct,
  inactivateProduct,
  obsoleteProduct,
  reactivateProduct,
  returnProductToDraft,
} from './operations/product-states.contract.ts'
export { listPartNumbers } from './operations/list-part-numbers.contract.ts'
export {
  createPartNumber,
  deletePartNumber,
  getPartNumber,
  mapPartNumber,
  unmapPartNumber,
  updatePartNumber,
} from './operations/part-numbers.contract.ts'
export {
  addProductRelation,
  listProductRelations,
  removeProductRelation,
} from './operations/product-relations.contract.ts'

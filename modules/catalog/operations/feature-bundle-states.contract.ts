import { stateContracts } from './state-contracts.ts'

const contracts = stateContracts('feature-bundle', 'feature-bundles', 'feature bundle')

/** Deploys; see `rules/deployment.ts` for what must be deployed before. */
export const deployFeatureBundle = contracts.deploy
/** No new references from now on; those that exist stay good. */
export const inactivateFeatureBundle = contracts.inactivate
/** Takes new references again. */
export const reactivateFeatureBundle = contracts.reactivate
/** Editable again, while nothing refers to it. */
export const returnFeatureBundleToDraft = contracts.returnToDraft
/** Over for good. */
export const obsoleteFeatureBundle = contracts.obsolete
/** Removes a draft that nothing refers to. */
export const deleteFeatureBundle = contracts.remove

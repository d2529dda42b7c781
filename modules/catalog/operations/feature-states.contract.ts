import { stateContracts } from './state-contracts.ts'

const contracts = stateContracts('feature', 'features', 'feature')

/** Deploys; see `rules/deployment.ts` for what must be deployed before. */
export const deployFeature = contracts.deploy
/** No new references from now on; those that exist stay good. */
export const inactivateFeature = contracts.inactivate
/** Takes new references again. */
export const reactivateFeature = contracts.reactivate
/** Editable again, while nothing refers to it. */
export const returnFeatureToDraft = contracts.returnToDraft
/** Over for good. */
export const obsoleteFeature = contracts.obsolete
/** Removes a draft that nothing refers to. */
export const deleteFeature = contracts.remove

import { stateContracts } from './state-contracts.ts'

const contracts = stateContracts('license-model', 'license-models', 'license model')

/** Deploys; see `rules/deployment.ts` for what must be deployed before. */
export const deployLicenseModel = contracts.deploy
/** No new references from now on; those that exist stay good. */
export const inactivateLicenseModel = contracts.inactivate
/** Takes new references again. */
export const reactivateLicenseModel = contracts.reactivate
/** Editable again, while nothing refers to it. */
export const returnLicenseModelToDraft = contracts.returnToDraft
/** Over for good. */
export const obsoleteLicenseModel = contracts.obsolete
/** Removes a draft that nothing refers to. */
export const deleteLicenseModel = contracts.remove

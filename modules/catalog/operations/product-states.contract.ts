import { stateContracts } from './state-contracts.ts'

const contracts = stateContracts('product', 'products', 'product, suite or maintenance plan')

/** Deploys; see `rules/deployment.ts` for what must be deployed before. */
export const deployProduct = contracts.deploy
/** No new references from now on; those that exist stay good. */
export const inactivateProduct = contracts.inactivate
/** Takes new references again. */
export const reactivateProduct = contracts.reactivate
/** Editable again, while nothing refers to it. */
export const returnProductToDraft = contracts.returnToDraft
/** Over for good. */
export const obsoleteProduct = contracts.obsolete
/** Removes a draft that nothing refers to. */
export const deleteProduct = contracts.remove

import { implement, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { deleteGoods } from '../goods-commands.ts'
import { changeState } from '../goods-states.ts'
import { licenseModelStore } from '../store/license-models.ts'
import * as contracts from './license-model-states.contract.ts'

/** Commands that change the state of a license model, and the one that deletes it. */
const operations: readonly Operation[] = [
  implement(contracts.deployLicenseModel, (ctx, { id }) => changeState(ctx, 'license-model', id, 'deploy')),
  implement(contracts.inactivateLicenseModel, (ctx, { id }) =>
    changeState(ctx, 'license-model', id, 'inactivate'),
  ),
  implement(contracts.reactivateLicenseModel, (ctx, { id }) =>
    changeState(ctx, 'license-model', id, 'reactivate'),
  ),
  implement(contracts.returnLicenseModelToDraft, (ctx, { id }) =>
    changeState(ctx, 'license-model', id, 'return-to-draft'),
  ),
  implement(contracts.obsoleteLicenseModel, (ctx, { id }) =>
    changeState(ctx, 'license-model', id, 'obsolete'),
  ),
  implement(contracts.deleteLicenseModel, (ctx, { id }) => deleteGoods(ctx, licenseModelStore, id)),
]

export default operations

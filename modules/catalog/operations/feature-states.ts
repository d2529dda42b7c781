import { implement, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { deleteGoods } from '../goods-commands.ts'
import { changeState } from '../goods-states.ts'
import { featureStore } from '../store/features.ts'
import * as contracts from './feature-states.contract.ts'

/** Commands that change the state of a feature, and the one that deletes it. */
const operations: readonly Operation[] = [
  implement(contracts.deployFeature, (ctx, { id }) => changeState(ctx, 'feature', id, 'deploy')),
  implement(contracts.inactivateFeature, (ctx, { id }) => changeState(ctx, 'feature', id, 'inactivate')),
  implement(contracts.reactivateFeature, (ctx, { id }) => changeState(ctx, 'feature', id, 'reactivate')),
  implement(contracts.returnFeatureToDraft, (ctx, { id }) =>
    changeState(ctx, 'feature', id, 'return-to-draft'),
  ),
  implement(contracts.obsoleteFeature, (ctx, { id }) => changeState(ctx, 'feature', id, 'obsolete')),
  implement(contracts.deleteFeature, (ctx, { id }) => deleteGoods(ctx, featureStore, id)),
]

export default operations

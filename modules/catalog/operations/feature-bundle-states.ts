import { implement, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { deleteGoods } from '../goods-commands.ts'
import { changeState } from '../goods-states.ts'
import { bundleStore } from '../store/bundles.ts'
import * as contracts from './feature-bundle-states.contract.ts'

/** Commands that change the state of a feature bundle, and the one that deletes it. */
const operations: readonly Operation[] = [
  implement(contracts.deployFeatureBundle, (ctx, { id }) => changeState(ctx, 'feature-bundle', id, 'deploy')),
  implement(contracts.inactivateFeatureBundle, (ctx, { id }) =>
    changeState(ctx, 'feature-bundle', id, 'inactivate'),
  ),
  implement(contracts.reactivateFeatureBundle, (ctx, { id }) =>
    changeState(ctx, 'feature-bundle', id, 'reactivate'),
  ),
  implement(contracts.returnFeatureBundleToDraft, (ctx, { id }) =>
    changeState(ctx, 'feature-bundle', id, 'return-to-draft'),
  ),
  implement(contracts.obsoleteFeatureBundle, (ctx, { id }) =>
    changeState(ctx, 'feature-bundle', id, 'obsolete'),
  ),
  implement(contracts.deleteFeatureBundle, (ctx, { id }) => deleteGoods(ctx, bundleStore, id)),
]

export default operations

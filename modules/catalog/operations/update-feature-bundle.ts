import { implement } from '@tallystick/kernel/operation/implement.ts'
import { updateGoods } from '../goods-commands.ts'
import { bundleStore } from '../store/bundles.ts'
import { updateFeatureBundle } from './update-feature-bundle.contract.ts'

export default implement(updateFeatureBundle, (ctx, { id, rowVersion, ...fields }) =>
  updateGoods(ctx, bundleStore, id, rowVersion, fields),
)

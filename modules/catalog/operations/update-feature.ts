import { implement } from '@tallystick/kernel/operation/implement.ts'
import { updateGoods } from '../goods-commands.ts'
import { featureStore } from '../store/features.ts'
import { updateFeature } from './update-feature.contract.ts'

export default implement(updateFeature, (ctx, { id, rowVersion, ...fields }) =>
  updateGoods(ctx, featureStore, id, rowVersion, fields),
)

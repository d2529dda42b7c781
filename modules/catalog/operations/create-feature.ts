import { implement } from '@tallystick/kernel/operation/implement.ts'
import { createGoods } from '../goods-commands.ts'
import { featureStore } from '../store/features.ts'
import { createFeature } from './create-feature.contract.ts'

export default implement(createFeature, (ctx, { deploy, ...fields }) =>
  createGoods(ctx, featureStore, fields, deploy),
)

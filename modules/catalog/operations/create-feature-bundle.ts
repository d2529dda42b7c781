import { implement } from '@tallystick/kernel/operation/implement.ts'
import { createGoods } from '../goods-commands.ts'
import { bundleStore } from '../store/bundles.ts'
import { createFeatureBundle } from './create-feature-bundle.contract.ts'

export default implement(createFeatureBundle, (ctx, { deploy, ...fields }) =>
  createGoods(ctx, bundleStore, fields, deploy),
)

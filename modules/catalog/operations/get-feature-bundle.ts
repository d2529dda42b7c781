import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { viewGoods } from '../goods-view.ts'
import { bundleStore } from '../store/bundles.ts'
import { getFeatureBundle } from './get-feature-bundle.contract.ts'

export default implementQuery(getFeatureBundle, (ctx, { id }) => viewGoods(ctx, bundleStore, id))

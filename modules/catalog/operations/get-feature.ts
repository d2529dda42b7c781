import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { viewGoods } from '../goods-view.ts'
import { featureStore } from '../store/features.ts'
import { getFeature } from './get-feature.contract.ts'

export default implementQuery(getFeature, (ctx, { id }) => viewGoods(ctx, featureStore, id))

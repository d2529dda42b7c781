import { implement } from '@tallystick/kernel/operation/implement.ts'
import { copyGoods } from '../goods-commands.ts'
import { featureStore } from '../store/features.ts'
import { copyFeature } from './copy-feature.contract.ts'

export default implement(copyFeature, (ctx, { id, ...other }) => copyGoods(ctx, featureStore, id, other))

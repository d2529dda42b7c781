import { implement } from '@tallystick/kernel/operation/implement.ts'
import { copyGoods } from '../goods-commands.ts'
import { bundleStore } from '../store/bundles.ts'
import { copyFeatureBundle } from './copy-feature-bundle.contract.ts'

export default implement(copyFeatureBundle, (ctx, { id, ...other }) => copyGoods(ctx, bundleStore, id, other))

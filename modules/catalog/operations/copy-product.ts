import { implement } from '@tallystick/kernel/operation/implement.ts'
import { copyGoods } from '../goods-commands.ts'
import { storeOf } from '../store/product-kinds.ts'
import { copyProduct } from './copy-product.contract.ts'

export default implement(copyProduct, async (ctx, { id, ...other }) =>
  copyGoods(ctx, await storeOf(ctx, id), id, other),
)

import { implement } from '@tallystick/kernel/operation/implement.ts'
import { updateGoods } from '../goods-commands.ts'
import { productStore } from '../store/products.ts'
import { updateProduct } from './update-product.contract.ts'

export default implement(updateProduct, (ctx, { id, rowVersion, ...fields }) =>
  updateGoods(ctx, productStore('product'), id, rowVersion, fields),
)

import { implement } from '@tallystick/kernel/operation/implement.ts'
import { createGoods } from '../goods-commands.ts'
import { emptyProduct } from '../store/product-kinds.ts'
import { productStore } from '../store/products.ts'
import { createProduct } from './create-product.contract.ts'

export default implement(createProduct, (ctx, { deploy, ...fields }) =>
  createGoods(ctx, productStore('product'), { ...emptyProduct, ...fields }, deploy),
)

import { implement } from '@tallystick/kernel/operation/implement.ts'
import { createGoods } from '../goods-commands.ts'
import { emptyProduct } from '../store/product-kinds.ts'
import { productStore } from '../store/products.ts'
import { createSuite } from './create-suite.contract.ts'

export default implement(createSuite, (ctx, { deploy, ...fields }) =>
  createGoods(ctx, productStore('suite'), { ...emptyProduct, ...fields }, deploy),
)

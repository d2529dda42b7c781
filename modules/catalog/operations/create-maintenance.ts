import { implement } from '@tallystick/kernel/operation/implement.ts'
import { createGoods } from '../goods-commands.ts'
import { emptyProduct } from '../store/product-kinds.ts'
import { productStore } from '../store/products.ts'
import { createMaintenance } from './create-maintenance.contract.ts'

export default implement(createMaintenance, (ctx, { deploy, ...fields }) =>
  createGoods(ctx, productStore('maintenance'), { ...emptyProduct, ...fields }, deploy),
)

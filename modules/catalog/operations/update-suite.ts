import { implement } from '@tallystick/kernel/operation/implement.ts'
import { updateGoods } from '../goods-commands.ts'
import { productStore } from '../store/products.ts'
import { updateSuite } from './update-suite.contract.ts'

export default implement(updateSuite, (ctx, { id, rowVersion, ...fields }) =>
  updateGoods(ctx, productStore('suite'), id, rowVersion, fields),
)

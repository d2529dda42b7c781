import { implement } from '@tallystick/kernel/operation/implement.ts'
import { updateGoods } from '../goods-commands.ts'
import { productStore } from '../store/products.ts'
import { updateMaintenance } from './update-maintenance.contract.ts'

export default implement(updateMaintenance, (ctx, { id, rowVersion, ...fields }) =>
  updateGoods(ctx, productStore('maintenance'), id, rowVersion, fields),
)

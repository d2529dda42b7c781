import { implement, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { deleteGoods } from '../goods-commands.ts'
import { changeState } from '../goods-states.ts'
import { storeOf } from '../store/product-kinds.ts'
import * as contracts from './product-states.contract.ts'

/** Commands that change the state of a product, suite or maintenance plan, and the one that deletes it. */
const operations: readonly Operation[] = [
  implement(contracts.deployProduct, (ctx, { id }) => changeState(ctx, 'product', id, 'deploy')),
  implement(contracts.inactivateProduct, (ctx, { id }) => changeState(ctx, 'product', id, 'inactivate')),
  implement(contracts.reactivateProduct, (ctx, { id }) => changeState(ctx, 'product', id, 'reactivate')),
  implement(contracts.returnProductToDraft, (ctx, { id }) =>
    changeState(ctx, 'product', id, 'return-to-draft'),
  ),
  implement(contracts.obsoleteProduct, (ctx, { id }) => changeState(ctx, 'product', id, 'obsolete')),
  implement(contracts.deleteProduct, async (ctx, { id }) => deleteGoods(ctx, await storeOf(ctx, id), id)),
]

export default operations

import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { commandsView, viewGoods } from '../goods-view.ts'
import { mappingRefusal } from '../rules/part-numbers.ts'
import { storeOf } from '../store/product-kinds.ts'
import { flattenedFeaturesOf } from '../store/products.ts'
import { relationsOf } from '../store/relations.ts'
import { getProduct } from './get-product.contract.ts'

export default implementQuery(getProduct, async (ctx, { id }) => {
  const store = await storeOf(ctx, id)
  const view = await viewGoods(ctx, store, id)
  const isObsolete = mappingRefusal(view)
  const more = commandsView(ctx, [
    ['map-part-number', 'part-numbers.manage', isObsolete],
    ['add-product-relation', 'products.update', isObsolete],
    ['remove-product-relation', 'products.update', null],
  ])
  return {
    ...view,
    kind: store.productKind ?? 'product',
    flattenedFeatures: await flattenedFeaturesOf(ctx, view.id),
    relations: await relationsOf(ctx, view.id),
    commands: { ...view.commands, ...more },
  }
})

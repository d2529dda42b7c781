import { implement, implementQuery, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { changedMeanwhile } from '@tallystick/kernel/errors/refusal.ts'
import { commandsView } from '../goods-view.ts'
import { changedFields } from '../reference-fields.ts'
import { lineDeletionRefusal } from '../rules/product-lines.ts'
import { refusingTaken } from '../store/constraints.ts'
import { removeRecord } from '../store/goods.ts'
import { lineUses, readProductLine, replaceProductLine } from '../store/product-lines.ts'
import { findNamed } from '../store/references.ts'
import * as contracts from './product-line-changes.contract.ts'

/** Reading, changing and deleting product lines. */
const operations: readonly Operation[] = [
  implementQuery(contracts.getProductLine, async (ctx, { id: ref }) => {
    const { id } = await findNamed(ctx, 'product-line', ref, 'none')
    const line = await readProductLine(ctx, id)
    const uses = await lineUses(ctx, id)
    const commands = commandsView(ctx, [
      ['update-product-line', 'products.update', null],
      ['delete-product-line', 'products.delete', lineDeletionRefusal(line.name, uses)],
    ])
    return { ...line, products: uses.products, commands }
  }),
  implement(contracts.updateProductLine, async (ctx, { id: ref, rowVersion, ...given }) => {
    const line = await findNamed(ctx, 'product-line', ref, 'update')
    const { id } = line
    const stale = changedMeanwhile(line, rowVersion)
    if (stale) ctx.refuse(stale)
    const { name, description } = await readProductLine(ctx, id)
    const before = { name, description }
    const changed = changedFields(before, given)
    if (changed.length === 0) return { id, rowVersion, changed: false }
    const after = { name: given.name ?? name, description: given.description ?? description }
    const next = await refusingTaken(ctx, after, () => replaceProductLine(ctx, id, after))
    ctx.audit({ subjects: [{ kind: 'product-line', id, label: after.name }], before, after })
    return { id, rowVersion: next, changed: true }
  }),
  implement(contracts.deleteProductLine, async (ctx, { id: ref }) => {
    const { id, label } = await findNamed(ctx, 'product-line', ref, 'update')
    const used = lineDeletionRefusal(label, await lineUses(ctx, id))
    if (used) ctx.refuse(used)
    await removeRecord(ctx, 'product-line', id)
    ctx.audit({ subjects: [{ kind: 'product-line', id, label }] })
    return { id }
  }),
]

export default operations

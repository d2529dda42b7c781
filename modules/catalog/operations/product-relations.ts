import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { bindList } from '@tallystick/kernel/list/bind.ts'
import {
  implement,
  implementList,
  type CommandContext,
  type Operation,
} from '@tallystick/kernel/operation/implement.ts'
import { inCategories } from '@tallystick/kernel/operation/scope.ts'
import sql from 'sql-template-tag'
import type { RelationKind } from '../model.ts'
import { relationRefusal } from '../rules/relations.ts'
import { refusingTaken } from '../store/constraints.ts'
import { findNamed, type Found, type Lock } from '../store/references.ts'
import { insertRelation, lockUpgrades, relationExists, removeRelation } from '../store/relations.ts'
import * as contracts from './product-relations.contract.ts'

type Given = { readonly kind: RelationKind; readonly from: string; readonly to: string }

async function endsOf(ctx: CommandContext, given: Given, lock: Lock) {
  const from = await findNamed(ctx, 'product', given.from, lock)
  const to = await findNamed(ctx, 'product', given.to, lock)
  const key = { kind: given.kind, fromId: from.id, toId: to.id }
  return {
    from,
    to,
    key,
    answer: { kind: given.kind, from: from.ref, to: to.ref, fromId: from.id, toId: to.id },
  }
}

/** Adding and removing are written into the history of both products. */
function note(ctx: CommandContext, from: Found, to: Found, details: Readonly<Record<string, unknown>>) {
  ctx.audit({ subjects: [from, to].map(({ id, label }) => ({ kind: 'product', id, label })), details })
}

/** Relations between products. */
const operations: readonly Operation[] = [
  implement(contracts.addProductRelation, async (ctx, input) => {
    // All versions of a name are locked before they are read, else the lock would come after the look.
    const isUpgrade = input.kind === 'upgrade'
    const upgrades = isUpgrade
      ? await lockUpgrades(ctx, (await findNamed(ctx, 'product', input.from, 'none')).name)
      : []
    const { from, to, key, answer } = await endsOf(ctx, input, isUpgrade ? 'none' : 'share')
    const exists = await relationExists(ctx, key)
    const end = (found: Found) => ({ ...found, kind: found.productKind ?? 'product' })
    const refusal = relationRefusal({ kind: input.kind, from: end(from), to: end(to), upgrades, exists })
    if (refusal) ctx.refuse(refusal)
    const figures = { kind: input.kind, from: from.label, to: to.label }
    await refusingTaken(ctx, figures, () => insertRelation(ctx, key))
    note(ctx, from, to, figures)
    return answer
  }),
  implement(contracts.removeProductRelation, async (ctx, input) => {
    const { from, to, key, answer } = await endsOf(ctx, input, 'none')
    const figures = { kind: input.kind, from: from.label, to: to.label }
    if (!(await removeRelation(ctx, key))) ctx.refuse(refuse('relation-missing', figures))
    note(ctx, from, to, figures)
    return answer
  }),
  implementList(
    bindList(contracts.listProductRelations, {
      base: sql`(SELECT r.tenant_id, r.kind, r.from_product_id, r.to_product_id, f.product_line_id,
          rtrim(f.name || ' ' || f.version) AS from_label, rtrim(t.name || ' ' || t.version) AS to_label,
          r.kind || ':' || r.from_product_id || ':' || r.to_product_id AS relation_key
        FROM product_relation r
        JOIN product f ON f.tenant_id = r.tenant_id AND f.product_id = r.from_product_id
        JOIN product t ON t.tenant_id = r.tenant_id AND t.product_id = r.to_product_id) AS rel`,
      alias: 'rel',
      id: sql`rel.relation_key`,
      idType: 'text',
      where: (ctx) =>
        sql`rel.tenant_id = ${ctx.tenantId} AND ${inCategories(ctx.scope, sql`rel.product_line_id`)}`,
      columns: {
        from: { value: sql`rel.from_label` },
        kind: { value: sql`rel.kind` },
        to: { value: sql`rel.to_label` },
      },
      extras: { fromId: sql`rel.from_product_id`, toId: sql`rel.to_product_id` },
    }),
  ),
]

export default operations

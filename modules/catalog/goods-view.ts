import { fillText, isRefusal, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { CommandsView } from '@tallystick/kernel/operation/define.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { shownAttributes } from '@tallystick/settings/services.ts'
import { findGoods, permissionNouns } from './goods-commands.ts'
import { deploymentOf } from './goods-states.ts'
import { nameReferences } from './reference-fields.ts'
import { catalogRefusals } from './refusals.ts'
import { editOpenRefusal } from './rules/edits.ts'
import { stateRefusal, usedRefusal } from './rules/lifecycle.ts'
import type { GoodsStore, Stored } from './store/goods-store.ts'
import { usesOf } from './store/uses.ts'
import type { GoodsKind, Use } from './model.ts'

/** Everything a details page shows of goods, besides what is special to their kind. */
export async function viewGoods<F extends object>(ctx: QueryContext, store: GoodsStore<F>, ref: string) {
  const goods = await findGoods(ctx, store, ref, 'none')
  const stored = await store.read(ctx, goods.id)
  const named = await nameReferences(ctx, stored.fields, store.references, 'none')
  const usedBy = await usesOf(ctx, store.kind, goods.id)
  const { id, label, state, rowVersion, createdAt, updatedAt } = stored
  const fields = await shownFields(ctx, store.kind, stored.fields)
  return {
    ...fields,
    id,
    ref: stored.ref,
    label,
    state,
    rowVersion,
    createdAt,
    updatedAt,
    named: [...named.found].flatMap(([field, records]) => {
      const { kind = '' } = store.references.find((one) => one.field === field) ?? {}
      return records.map((one) => ({
        field,
        kind,
        id: one.id,
        ref: one.ref,
        label: one.label,
        state: one.state,
      }))
    }),
    usedBy: [...usedBy],
    commands: await commandsOf(ctx, store, stored, usedBy),
  }
}

/** Fields without the custom attributes that the caller may not see. */
async function shownFields<F extends object>(ctx: QueryContext, kind: GoodsKind, fields: F): Promise<F> {
  if ((kind !== 'product' && kind !== 'feature') || !('customAttributes' in fields)) return fields
  const values = fields.customAttributes as Readonly<Record<string, unknown>>
  return { ...fields, customAttributes: await shownAttributes(ctx, kind, values) }
}

/** Which commands are possible now, by the same rules that carry them out. */
async function commandsOf<F extends object>(
  ctx: QueryContext,
  store: GoodsStore<F>,
  goods: Stored<F>,
  uses: readonly Use[],
): Promise<CommandsView> {
  const { kind } = store
  const noun = permissionNouns[kind]
  const deployment = await deploymentOf(ctx, kind, goods)
  const change = `${noun}.change-state`
  return commandsView(ctx, [
    [`update-${store.productKind ?? kind}`, `${noun}.update`, editOpenRefusal({ ...goods, kind })],
    [`deploy-${kind}`, change, isRefusal(deployment) ? deployment : null],
    [`inactivate-${kind}`, change, stateRefusal(goods, 'inactivate')],
    [`reactivate-${kind}`, change, stateRefusal(goods, 'reactivate')],
    [
      `return-${kind}-to-draft`,
      change,
      stateRefusal(goods, 'return-to-draft') ?? usedRefusal(goods, 'return-to-draft', uses),
    ],
    [`obsolete-${kind}`, change, stateRefusal(goods, 'obsolete')],
    [`copy-${kind}`, `${noun}.create`, null],
    [`delete-${kind}`, `${noun}.delete`, stateRefusal(goods, 'delete') ?? usedRefusal(goods, 'delete', uses)],
  ])
}

/** Commands of a record: absent without the permission, else allowed or with the reason why not. */
export function commandsView(
  ctx: QueryContext,
  commands: readonly (readonly [name: string, permission: string, refusal: Refusal | null])[],
): CommandsView {
  return Object.fromEntries(
    commands
      .filter(([, permission]) => ctx.may(permission))
      .map(([name, , refusal]) => [
        name,
        refusal
          ? {
              allowed: false,
              code: refusal.code,
              reason: fillText(catalogRefusals[refusal.code]?.say ?? refusal.code, refusal.data),
            }
          : { allowed: true },
      ]),
  )
}

import { Forbidden, NotFound } from '@tallystick/kernel/errors/problems.ts'
import { changedMeanwhile } from '@tallystick/kernel/errors/refusal.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import type { AuditSubject, CommandContext, QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { AttributeValues } from '@tallystick/settings/model.ts'
import { checkedAttributes } from '@tallystick/settings/services.ts'
import type { GoodsKind } from './model.ts'
import type { GoodsAnswer } from './operations/goods-answer.ts'
import { changedFields, nameReferences, type NamedFields } from './reference-fields.ts'
import { deployNow, stateAnswer } from './goods-states.ts'
import { editRefusal } from './rules/edits.ts'
import { stateRefusal, usedRefusal } from './rules/lifecycle.ts'
import { newReferenceRefusal } from './rules/references.ts'
import { refusingTaken } from './store/constraints.ts'
import { removeRecord } from './store/goods.ts'
import type { Changes, GoodsStore } from './store/goods-store.ts'
import { findNamed, type Found, type Lock } from './store/references.ts'
import { usesOf } from './store/uses.ts'

/** Adds goods as a draft, or at once deployed. One command, whatever is inside. */
export async function createGoods<F extends object>(
  ctx: CommandContext,
  store: GoodsStore<F>,
  given: F,
  deploy: boolean,
  /** A copy has the custom attributes of its original, whatever became of their definitions. */
  isCopy = false,
): Promise<GoodsAnswer> {
  const named = await nameReferences(ctx, store.tidy(given), store.references)
  const wrong = store.check(named.fields, named.found) ?? newReferenceRefusal(addedReferences(named, null))
  if (wrong) ctx.refuse(wrong)
  const codes = (given as { partNumbers?: readonly unknown[] }).partNumbers ?? []
  requirePartNumberRight(ctx, codes.length > 0)

  const fields = isCopy ? named.fields : await withAttributes(ctx, store, named.fields, null)
  const id = newId()
  await refusingTaken(ctx, { ...(given as object) }, () => store.insert(ctx, id, { ...named, fields }))
  const stored = await store.read(ctx, id)
  if (deploy) {
    requireRight(ctx, `${permissionNouns[store.kind]}.change-state`)
    return deployNow(ctx, store.kind, stored, { after: stored.fields })
  }
  ctx.audit({ subjects: [{ kind: store.kind, id, label: stored.label }], after: stored.fields })
  return { ...stateAnswer(stored), changed: true }
}

/** Changes the given fields. Nothing is written, and nothing noted, when they already have these values. */
export async function updateGoods<F extends object>(
  ctx: CommandContext,
  store: GoodsStore<F>,
  ref: string,
  rowVersion: number,
  given: Changes<F>,
): Promise<GoodsAnswer> {
  const goods = await findGoods(ctx, store, ref, 'update')
  const stale = changedMeanwhile(goods, rowVersion)
  if (stale) ctx.refuse(stale)
  const current = await store.read(ctx, goods.id)
  const edit = await withAttributes(ctx, store, withoutUndefined(given), current.fields)
  const named = await nameReferences(ctx, edit, store.references)
  const wanted: NamedFields<F> = {
    fields: store.tidy({ ...current.fields, ...named.fields }),
    found: named.found,
  }
  const changed = changedFields(current.fields, wanted.fields)
  if (changed.length === 0) return { ...stateAnswer(current), changed: false }

  const wrong =
    editRefusal({ ...goods, kind: store.kind }, changed) ??
    store.check(wanted.fields, wanted.found) ??
    newReferenceRefusal(addedReferences(named, current.fields))
  if (wrong) ctx.refuse(wrong)
  requirePartNumberRight(ctx, changed.includes('partNumbers'))

  await refusingTaken(ctx, { ...(wanted.fields as object) }, () =>
    store.update(ctx, goods.id, wanted, changed),
  )
  const after = await store.read(ctx, goods.id)
  ctx.audit({
    subjects: [{ kind: store.kind, id: goods.id, label: after.label }],
    before: pick(current.fields, changed),
    after: pick(after.fields, changed),
  })
  return { ...stateAnswer(after), changed: true }
}

/** A new draft with the fields of existing goods, under another name or version. */
export async function copyGoods<F extends object>(
  ctx: CommandContext,
  store: GoodsStore<F>,
  ref: string,
  other: Changes<F>,
): Promise<GoodsAnswer> {
  const goods = await findGoods(ctx, store, ref, 'none')
  const source = await store.read(ctx, goods.id)
  // A part number resolves to one product only: it stays with the original.
  const noCodes = 'partNumbers' in source.fields ? { partNumbers: [] } : {}
  const fields = { ...source.fields, ...noCodes, ...withoutUndefined(other) }
  return createGoods(ctx, store, fields, false, true)
}

/** Deletes a draft that nothing refers to. */
export async function deleteGoods<F extends object>(
  ctx: CommandContext,
  store: GoodsStore<F>,
  ref: string,
): Promise<{ id: string }> {
  const goods = await findGoods(ctx, store, ref, 'update')
  const forbidden =
    stateRefusal(goods, 'delete') ?? usedRefusal(goods, 'delete', await usesOf(ctx, store.kind, goods.id))
  if (forbidden) ctx.refuse(forbidden)
  const { fields } = await store.read(ctx, goods.id)
  await removeRecord(ctx, store.kind, goods.id)
  ctx.audit({ subjects: [subjectOf(store, goods)], before: fields })
  return { id: goods.id }
}

/** Finds goods of the store's kind; a suite is not found among products. */
export async function findGoods<F extends object>(
  ctx: QueryContext,
  store: GoodsStore<F>,
  ref: string,
  lock: Lock,
): Promise<Found> {
  const goods = await findNamed(ctx, store.kind, ref, lock)
  if (store.productKind !== null && goods.productKind !== store.productKind) {
    throw new NotFound(store.productKind, ref)
  }
  return goods
}

/** The fields with their custom attributes checked, for kinds that have some. `before`: the record, if it is there. */
async function withAttributes<F extends object>(
  ctx: QueryContext,
  { kind }: { readonly kind: GoodsKind },
  fields: F,
  before: object | null,
): Promise<F> {
  if (kind !== 'product' && kind !== 'feature') return fields
  const { customAttributes: wanted } = fields as WithAttributes
  if (before !== null && wanted === undefined) return fields
  const present = before && ((before as WithAttributes).customAttributes ?? {})
  return { ...fields, customAttributes: await checkedAttributes(ctx, kind, wanted, present) }
}

interface WithAttributes {
  readonly customAttributes?: AttributeValues
}

function subjectOf<F extends object>(store: GoodsStore<F>, goods: Found): AuditSubject {
  return { kind: store.kind, id: goods.id, label: goods.label }
}

/** References that were not there before, by field. */
function addedReferences(named: NamedFields<object>, current: object | null) {
  const before = JSON.stringify(current ?? {})
  return [...named.found].flatMap(([field, records]) =>
    records.filter((one) => !before.includes(JSON.stringify(one.ref))).map((one) => ({ ...one, field })),
  )
}

/** Permission nouns of the kinds of goods. */
export const permissionNouns = {
  feature: 'features',
  'feature-bundle': 'feature-bundles',
  'license-model': 'license-models',
  product: 'products',
} as const

function requirePartNumberRight(ctx: CommandContext, isNeeded: boolean): void {
  if (isNeeded) requireRight(ctx, 'part-numbers.manage')
}

function requireRight(ctx: CommandContext, permission: string): void {
  if (!ctx.may(permission)) throw new Forbidden(permission)
}

function withoutUndefined<F extends object>(values: Changes<F>): Partial<F> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<F>
}

function pick(values: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)))
}

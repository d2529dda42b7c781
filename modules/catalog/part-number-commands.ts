import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import { changedFields } from './reference-fields.ts'
import { mappingRefusal } from './rules/part-numbers.ts'
import { newReferenceRefusal } from './rules/references.ts'
import { refusingTaken } from './store/constraints.ts'
import { productHasModel, updatePartNumber, type PartNumber } from './store/part-numbers.ts'
import { resolve, type Found } from './store/references.ts'

/** What a part number resolves to: both null for an unassigned one. */
export interface Mapping {
  readonly product: Found | null
  readonly licenseModel: Found | null
}

/**
 * Finds what a part number shall resolve to, or refuses.
 *
 * A new product or model must be open for new references; a model must be one of the product's. An undefined
 * model stays as it is, but is dropped when the product changes.
 */
export async function resolveMapping(
  ctx: CommandContext,
  given: { readonly product: string | null; readonly licenseModel: string | null | undefined },
  before: PartNumber | null,
): Promise<Mapping> {
  const product = await findOne(ctx, 'product', given.product)
  const kept = product?.id === before?.productId ? (before?.licenseModel ?? null) : null
  const model = given.licenseModel === undefined ? kept : given.licenseModel
  const licenseModel = await findOne(ctx, 'license-model', model)
  if (licenseModel && !product)
    ctx.refuse(refuse('model-without-product', { licenseModel: licenseModel.label }))
  const closed =
    (product && product.id !== before?.productId ? mappingRefusal(product) : null) ??
    (licenseModel && licenseModel.id !== before?.licenseModelId
      ? newReferenceRefusal([{ ...licenseModel, field: 'licenseModel' }])
      : null)
  if (closed) ctx.refuse(closed)
  if (product && licenseModel && !(await productHasModel(ctx, product.id, licenseModel.id))) {
    const data = { code: before?.code, licenseModel: licenseModel.label, label: product.label }
    ctx.refuse(refuse('model-not-of-product', data))
  }
  return { product, licenseModel }
}

async function findOne(ctx: CommandContext, kind: 'product' | 'license-model', ref: string | null) {
  if (ref === null) return null
  const found = await resolve(ctx, kind, [ref], kind === 'product' ? 'product' : 'licenseModel')
  return found.get(ref) ?? null
}

/** Writes a part number and its history, also into the history of the products it leaves and comes to. */
export async function changePartNumber(
  ctx: CommandContext,
  before: PartNumber,
  wanted: Pick<PartNumber, 'code' | 'description' | 'customAttributes'> & Mapping,
) {
  const { code, description, customAttributes, product, licenseModel } = wanted
  const old = shown(before)
  const texts = { code, description, customAttributes }
  const next = { ...texts, product: product?.ref ?? null, licenseModel: licenseModel?.ref ?? null }
  if (changedFields(old, next).length === 0) {
    return { id: before.id, code: before.code, rowVersion: before.rowVersion, changed: false }
  }
  const row = { id: before.id, ...texts, productId: product?.id ?? null }
  const rowVersion = await refusingTaken(ctx, { code }, () =>
    updatePartNumber(ctx, { ...row, licenseModelId: licenseModel?.id ?? null }),
  )
  const left = { id: before.productId, label: before.productLabel }
  const products = product?.id === left.id ? [product] : [left, product]
  ctx.audit({
    subjects: [
      { kind: 'part-number', id: before.id, label: code },
      ...products.flatMap((one) =>
        one?.id ? [{ kind: 'product', id: one.id, ...(one.label ? { label: one.label } : {}) }] : [],
      ),
    ],
    before: old,
    after: next,
  })
  return { id: before.id, code, rowVersion, changed: true }
}

/** The fields of a part number in the shape of the create input. */
export function shown(partNumber: PartNumber) {
  const { code, description, customAttributes, productRef, licenseModel } = partNumber
  return { code, description, customAttributes, product: productRef, licenseModel }
}

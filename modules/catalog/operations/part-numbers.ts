import { changedMeanwhile, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import {
  implement,
  implementQuery,
  type CommandContext,
  type Operation,
} from '@tallystick/kernel/operation/implement.ts'
import { checkedAttributes, shownAttributes } from '@tallystick/settings/services.ts'
import { commandsView } from '../goods-view.ts'
import { changePartNumber, resolveMapping, shown } from '../part-number-commands.ts'
import { deletionRefusal } from '../rules/part-numbers.ts'
import { refusingTaken } from '../store/constraints.ts'
import { removeRecord } from '../store/goods.ts'
import { insertPartNumber, readPartNumber, type PartNumber } from '../store/part-numbers.ts'
import { findNamed } from '../store/references.ts'
import { soldWith } from '../store/uses.ts'
import * as contracts from './part-numbers.contract.ts'

async function lockPartNumber(ctx: CommandContext, ref: string): Promise<PartNumber> {
  const { id } = await findNamed(ctx, 'part-number', ref, 'update')
  return readPartNumber(ctx, id)
}

function assigned({ code, productLabel: product }: PartNumber) {
  return product === null ? null : refuse('part-number-assigned', { code, product })
}

function unassigned({ code, productLabel }: PartNumber) {
  return productLabel === null ? refuse('part-number-unassigned', { code }) : null
}

/** Part numbers: what orders name. */
const operations: readonly Operation[] = [
  implement(contracts.createPartNumber, async (ctx, input) => {
    const { product, licenseModel } = await resolveMapping(ctx, input, null)
    const { code, description } = input
    const customAttributes = await checkedAttributes(ctx, 'part-number', input.customAttributes, null)
    const row = { id: newId(), code, description, customAttributes, productId: product?.id ?? null }
    const { id } = row
    const licenseModelId = licenseModel?.id ?? null
    await refusingTaken(ctx, { code }, () => insertPartNumber(ctx, { ...row, licenseModelId }))
    const subjects = [
      { kind: 'part-number', id, label: code },
      ...(product ? [{ kind: 'product', id: product.id, label: product.label }] : []),
    ]
    ctx.audit({ subjects, after: { ...input, customAttributes } })
    return { id, code, rowVersion: 1, changed: true }
  }),
  implement(contracts.updatePartNumber, async (ctx, { id, rowVersion, ...given }) => {
    const before = await lockPartNumber(ctx, id)
    const stale = changedMeanwhile({ ...before, label: before.code }, rowVersion)
    if (stale) ctx.refuse(stale)
    const { code, description, product } = shown(before)
    const asked = given.product === undefined ? product : given.product
    const mapping = await resolveMapping(ctx, { product: asked, licenseModel: given.licenseModel }, before)
    const texts = { code: given.code ?? code, description: given.description ?? description }
    const { customAttributes: present } = before
    const wanted = given.customAttributes
    const customAttributes = await checkedAttributes(ctx, 'part-number', wanted, present)
    return changePartNumber(ctx, before, { ...texts, customAttributes, ...mapping })
  }),
  implement(contracts.mapPartNumber, async (ctx, { id, ...given }) => {
    const before = await lockPartNumber(ctx, id)
    const taken = assigned(before)
    if (taken) ctx.refuse(taken)
    return changePartNumber(ctx, before, { ...before, ...(await resolveMapping(ctx, given, before)) })
  }),
  implement(contracts.unmapPartNumber, async (ctx, { id }) => {
    const before = await lockPartNumber(ctx, id)
    const free = unassigned(before)
    if (free) ctx.refuse(free)
    return changePartNumber(ctx, before, { ...before, product: null, licenseModel: null })
  }),
  implement(contracts.deletePartNumber, async (ctx, { id: ref }) => {
    const before = await lockPartNumber(ctx, ref)
    const { id, code } = before
    const refusal = deletionRefusal({ ...before, lineItems: await soldWith(ctx, 'part-number', id) })
    if (refusal) ctx.refuse(refusal)
    await removeRecord(ctx, 'part-number', id)
    ctx.audit({ subjects: [{ kind: 'part-number', id, label: code }], before: shown(before) })
    return { id }
  }),
  implementQuery(contracts.getPartNumber, async (ctx, { id: ref }) => {
    const { id } = await findNamed(ctx, 'part-number', ref, 'none')
    const { productRef: product, ...partNumber } = await readPartNumber(ctx, id)
    const whole = { ...partNumber, productRef: product }
    const lineItems = await soldWith(ctx, 'part-number', id)
    const right = 'part-numbers.manage'
    const commands = commandsView(ctx, [
      ['update-part-number', right, null],
      ['map-part-number', right, assigned(whole)],
      ['unmap-part-number', right, unassigned(whole)],
      ['delete-part-number', right, deletionRefusal({ ...whole, lineItems })],
    ])
    const customAttributes = await shownAttributes(ctx, 'part-number', partNumber.customAttributes)
    return { ...partNumber, customAttributes, product, lineItems, commands }
  }),
]

export default operations

import { violatedConstraint } from '@tallystick/kernel/db/pool.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement, type CommandContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { isDeepStrictEqual } from 'node:util'
import { forgetAttributes } from '../custom-attributes.ts'
import type { AttributeState, CustomAttribute } from '../model.ts'
import { attributeStateRefusal, definitionRefusal } from '../rules/attribute-definitions.ts'
import { fittingValue, isNothing } from '../rules/attribute-values.ts'
import * as store from '../store/custom-attributes.ts'
import * as contracts from './custom-attributes.contract.ts'

function answerOf(one: Pick<CustomAttribute, 'id' | 'label' | 'state'>, rowVersion: number) {
  return { id: one.id, label: one.label, state: one.state, rowVersion }
}

function subjectOf({ id, label }: Pick<CustomAttribute, 'id' | 'label'>) {
  return { kind: 'custom-attribute', id, label }
}

/** A default as it is stored; empty is none. */
function tidy<T extends Omit<CustomAttribute, 'id' | 'state'>>(one: T): T {
  const { defaultValue } = one
  return {
    ...one,
    defaultValue: isNothing(defaultValue) ? null : (fittingValue(one, defaultValue) ?? defaultValue),
  }
}

async function changeState(ctx: CommandContext, id: string, state: AttributeState) {
  const before = await findLocked(ctx, store.CustomAttributes, id)
  const refusal = attributeStateRefusal(before, state)
  if (refusal) ctx.refuse(refusal)
  await store.setAttributeState(ctx, before.id, state)
  forgetAttributes(ctx)
  ctx.audit({ subjects: [subjectOf(before)], before: { state: before.state }, after: { state } })
  return answerOf({ ...before, state }, before.rowVersion + 1)
}

/** Fields that the producer adds to records. */
const operations: readonly Operation[] = [
  implement(contracts.createCustomAttribute, async (ctx, input) => {
    const wrong = definitionRefusal(input)
    if (wrong) ctx.refuse(wrong)
    const one = { ...tidy(input), id: newId() }
    try {
      await store.insertCustomAttribute(ctx, one)
    } catch (error) {
      if (violatedConstraint(error) !== 'custom_attribute__name') throw error
      ctx.refuse(refuse('custom-attribute-name-taken', { name: one.name }))
    }
    forgetAttributes(ctx)
    const { id: _id, ...after } = one
    ctx.audit({ subjects: [subjectOf(one)], after })
    return answerOf({ ...one, state: 'active' }, 1)
  }),
  implement(contracts.updateCustomAttribute, async (ctx, { id, rowVersion, ...given }) => {
    const before = await findLocked(ctx, store.CustomAttributes, id)
    if (before.rowVersion !== rowVersion) {
      const { label, updatedAt: at } = before
      ctx.refuse(refuse('changed-meanwhile', { label, rowVersion: before.rowVersion, at }))
    }
    const edit = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    const after = tidy({ ...before, ...edit })
    const wrong = definitionRefusal(after)
    if (wrong) ctx.refuse(wrong)
    const changed = Object.keys(edit).filter(
      (key) => !isDeepStrictEqual(before[key as keyof CustomAttribute], after[key as keyof CustomAttribute]),
    )
    if (changed.length === 0) return answerOf(before, before.rowVersion)
    await store.updateCustomAttribute(ctx, after)
    forgetAttributes(ctx)
    const pick = (one: CustomAttribute) =>
      Object.fromEntries(Object.entries(one).filter(([key]) => changed.includes(key)))
    ctx.audit({ subjects: [subjectOf(after)], before: pick(before), after: pick(after) })
    return answerOf(after, before.rowVersion + 1)
  }),
  implement(contracts.obsoleteCustomAttribute, (ctx, { id }) => changeState(ctx, id, 'obsolete')),
  implement(contracts.reactivateCustomAttribute, (ctx, { id }) => changeState(ctx, id, 'active')),
]

export default operations

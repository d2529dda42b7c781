import { fillText, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { attributeDefinitions } from '../custom-attributes.ts'
import type { CustomAttribute } from '../model.ts'
import { settingsRefusals } from '../refusals.ts'
import { attributeStateRefusal } from '../rules/attribute-definitions.ts'
import { CustomAttributes } from '../store/custom-attributes.ts'
import * as contracts from './custom-attributes.contract.ts'

function commandOf(refusal: Refusal | null) {
  if (!refusal) return { allowed: true }
  const say = settingsRefusals[refusal.code]?.say ?? refusal.code
  return { allowed: false, code: refusal.code, reason: fillText(say, refusal.data) }
}

function plain(value: CustomAttribute['defaultValue']) {
  return typeof value === 'object' && value !== null ? [...value] : value
}

/** Reading custom attributes: one by itself, and all as forms need them. */
const operations: readonly Operation[] = [
  implementQuery(contracts.getCustomAttribute, async (ctx, { id }) => {
    const one = await find(ctx, CustomAttributes, id)
    const state =
      one.state === 'active'
        ? { 'obsolete-custom-attribute': commandOf(attributeStateRefusal(one, 'obsolete')) }
        : { 'reactivate-custom-attribute': commandOf(attributeStateRefusal(one, 'active')) }
    const commands = ctx.may('settings.manage')
      ? { 'update-custom-attribute': commandOf(null), ...state }
      : {}
    return { ...one, choices: [...one.choices], defaultValue: plain(one.defaultValue), commands }
  }),
  implementQuery(contracts.getCustomFields, async (ctx) => {
    const isInPortal = !ctx.principal.ownScope.all
    const all = await attributeDefinitions(ctx)
    const shown = all.filter((one) => !isInPortal || (one.isVisibleInPortal && one.state === 'active'))
    return {
      fields: shown.map(({ recordKind, name, type, label, help, choices, isRequired, ...one }) => ({
        recordKind,
        name,
        type,
        label,
        help,
        choices: [...choices],
        isRequired,
        defaultValue: plain(one.defaultValue),
        isEditable: one.state === 'active' && (!isInPortal || one.isEditableInPortal),
        state: one.state,
      })),
    }
  }),
]

export default operations

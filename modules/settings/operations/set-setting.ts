import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { isDeepStrictEqual } from 'node:util'
import { findDefinition } from '../find-definition.ts'
import { forgetSettings } from '../services.ts'
import { lockSetting, putSetting } from '../store/settings.ts'
import { viewSetting } from '../view.ts'
import { setSetting } from './set-setting.contract.ts'

export default implement(setSetting, async (ctx, input) => {
  const definition = findDefinition(input.name)
  const parsed = definition.type.safeParse(input.value)
  if (!parsed.success) {
    const problem = parsed.error.issues.map((issue) => issue.message).join('; ')
    return ctx.refuse(refuse('setting-value-unfit', { name: input.name, label: definition.label, problem }))
  }
  const before = await lockSetting(ctx, input.name)
  const old = before ? before.value : definition.default
  if (before && isDeepStrictEqual(old, parsed.data)) return viewSetting(definition, before)
  await putSetting(ctx, input.name, parsed.data)
  forgetSettings(ctx)
  ctx.audit({
    subjects: [{ kind: 'setting', id: input.name, label: definition.label }],
    before: { value: old },
    after: { value: parsed.data },
  })
  const updatedAt = ctx.now.toString()
  return viewSetting(definition, {
    name: input.name,
    value: parsed.data,
    updatedAt,
    updatedBy: ctx.principal.actorName,
  })
})

import { implement } from '@tallystick/kernel/operation/implement.ts'
import { findDefinition } from '../find-definition.ts'
import { forgetSettings } from '../services.ts'
import { lockSetting, removeSetting } from '../store/settings.ts'
import { viewSetting } from '../view.ts'
import { resetSetting } from './reset-setting.contract.ts'

export default implement(resetSetting, async (ctx, { name }) => {
  const definition = findDefinition(name)
  const before = await lockSetting(ctx, name)
  if (before) {
    await removeSetting(ctx, name)
    forgetSettings(ctx)
    ctx.audit({
      subjects: [{ kind: 'setting', id: name, label: definition.label }],
      before: { value: before.value },
      after: { value: definition.default },
    })
  }
  return viewSetting(definition, undefined)
})

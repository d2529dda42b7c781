import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { findDefinition } from '../find-definition.ts'
import { changedSettings } from '../store/settings.ts'
import { viewSetting } from '../view.ts'
import { getSetting } from './get-setting.contract.ts'

export default implementQuery(getSetting, async (ctx, { name }) => {
  const definition = findDefinition(name)
  const rows = await changedSettings(ctx.tx, ctx.tenantId)
  return viewSetting(
    definition,
    rows.find((row) => row.name === name),
  )
})

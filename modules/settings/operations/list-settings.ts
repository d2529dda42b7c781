import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { settingDefinitions } from '../definitions.ts'
import { changedSettings } from '../store/settings.ts'
import { viewSetting } from '../view.ts'
import { listSettings } from './list-settings.contract.ts'

export default implementQuery(listSettings, async (ctx) => {
  const rows = new Map((await changedSettings(ctx.tx, ctx.tenantId)).map((row) => [row.name, row]))
  return {
    settings: settingDefinitions.map((definition) => viewSetting(definition, rows.get(definition.name))),
  }
})

import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { SettingView } from './setting-view.contract.ts'

export const resetSetting = defineCommand({
  name: 'reset-setting',
  summary: 'Put a setting back to its default.',
  rows: ['PRD-07'],
  rest: { method: 'DELETE', path: '/v1/settings/{name}' },
  permission: 'settings.manage',
  input: z.object({ name: z.string().min(1).max(100).meta({ label: 'Setting' }) }),
  output: SettingView,
  audit: { action: 'setting.reset', subjects: ['setting'] },
})

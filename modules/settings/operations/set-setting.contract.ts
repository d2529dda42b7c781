import { defineCommand } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { SettingView } from './setting-view.contract.ts'

export const setSetting = defineCommand({
  name: 'set-setting',
  summary: 'Change a setting.',
  rows: ['PRD-07'],
  rest: { method: 'PUT', path: '/v1/settings/{name}' },
  permission: 'settings.manage',
  input: z.object({
    name: z.string().min(1).max(100).meta({ label: 'Setting' }),
    value: z.json().meta({ label: 'Value' }),
  }),
  output: SettingView,
  refusals: ['setting-value-unfit'],
  audit: { action: 'setting.changed', subjects: ['setting'] },
})

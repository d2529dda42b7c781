import { defineQuery } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { SettingView } from './setting-view.contract.ts'

export const getSetting = defineQuery({
  name: 'get-setting',
  summary: 'One setting with its value.',
  rows: ['PRD-07'],
  rest: { method: 'GET', path: '/v1/settings/{name}' },
  permission: 'settings.view',
  input: z.object({ name: z.string().min(1).max(100) }),
  output: SettingView,
})

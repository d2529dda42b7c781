import { defineQuery } from '@tallystick/kernel/operation/define.ts'
import { z } from 'zod'
import { SettingView } from './setting-view.contract.ts'

export const listSettings = defineQuery({
  name: 'list-settings',
  summary: 'All settings with their values, in the order of their page.',
  rows: ['PRD-07'],
  rest: { method: 'GET', path: '/v1/settings' },
  permission: 'settings.view',
  input: z.object({}),
  output: z.object({ settings: z.array(SettingView) }),
})

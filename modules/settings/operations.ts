import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import getAppearance from './operations/get-appearance.ts'
import getSetting from './operations/get-setting.ts'
import listSettings from './operations/list-settings.ts'
import resetSetting from './operations/reset-setting.ts'
import setSetting from './operations/set-setting.ts'

/** All operations of the room, as an app mounts them. */
export const settingsOperations: readonly Operation[] = [
  getAppearance,
  getSetting,
  listSettings,
  resetSetting,
  setSetting,
]

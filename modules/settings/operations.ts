import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import customAttributes from './operations/custom-attributes.ts'
import customFields from './operations/custom-fields.ts'
import getAppearance from './operations/get-appearance.ts'
import getSetting from './operations/get-setting.ts'
import listCustomAttributes from './operations/list-custom-attributes.ts'
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
  listCustomAttributes,
  ...customAttributes,
  ...customFields,
]

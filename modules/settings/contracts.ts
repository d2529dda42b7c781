export { settingsRefusals } from './refusals.ts'
export { getAppearance } from './operations/get-appearance.contract.ts'
export { getSetting } from './operations/get-setting.contract.ts'
export { listSettings } from './operations/list-settings.contract.ts'
export { resetSetting } from './operations/reset-setting.contract.ts'
export { setSetting } from './operations/set-setting.contract.ts'
export { listCustomAttributes } from './operations/list-custom-attributes.contract.ts'
export {
  createCustomAttribute,
  getCustomAttribute,
  getCustomFields,
  obsoleteCustomAttribute,
  reactivateCustomAttribute,
  updateCustomAttribute,
} from './operations/custom-attributes.contract.ts'

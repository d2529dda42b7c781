import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { settingDefinitions } from './definitions.ts'
import type { SettingDefinition } from './registry.ts'

/** The definition of a setting by its name. Throws `NotFound`. */
export function findDefinition(name: string): SettingDefinition {
  const definition = settingDefinitions.find((one) => one.name === name)
  if (!definition) throw new NotFound('setting', name)
  return definition
}

import type { z } from 'zod'

/** Groups of the settings page, in the order in which they are shown. */
export const SETTING_GROUPS = {
  display: 'Display',
  branding: 'Branding',
  'sign-in': 'Sign-in and sessions',
  passwords: 'Passwords',
  licenses: 'Licenses',
  hosts: 'Hosts',
  renewals: 'Renewals',
  mail: 'Mail',
} as const

/** Key of a group of settings. */
export type SettingGroup = keyof typeof SETTING_GROUPS

/**
 * A value that a producer can change, with what it may be and what it is until then.
 *
 * `name` is `group.what`, fixed for ever because it is the key of the stored row. `help` says the effect and
 * the unit.
 */
export interface SettingDefinition<T = unknown> {
  readonly name: string
  readonly type: z.ZodType<T>
  readonly default: T
  readonly label: string
  readonly help: string
  readonly group: SettingGroup
}

/** Declares a setting. Throws when its own default does not fit its type. */
export function defineSetting<T>(definition: SettingDefinition<T>): SettingDefinition<T> {
  definition.type.parse(definition.default)
  return definition
}

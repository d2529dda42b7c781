import type { OutputOf } from '@tallystick/api/client.ts'
import { problemAt, problemsOf } from '@tallystick/kit/form/field-problems.ts'
import { settingDefinitions } from '@tallystick/settings/definitions.ts'
import type { listSettings } from '@tallystick/settings/operations/list-settings.contract.ts'
import { z } from 'zod'

/** A setting as `list-settings` tells it. */
export type Setting = OutputOf<typeof listSettings>['settings'][number]

/**
 * What is wrong with a value, by the same rule as the server's; null when it fits, or when the setting is
 * unknown here.
 */
export function problemOfValue(name: string, value: unknown): string | null {
  const definition = settingDefinitions.find((one) => one.name === name)
  if (!definition) return null
  return problemAt(problemsOf(z.object({ value: definition.type }), { value }), 'value', true) ?? null
}

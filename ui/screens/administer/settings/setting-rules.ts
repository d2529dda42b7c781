import { settingDefinitions } from '@tallystick/settings/definitions.ts'

/** What is wrong with a value, by the same rule as the server's; null when it fits, or when the setting is unknown here. */
export function problemOfValue(name: string, value: unknown): string | null {
  const definition = settingDefinitions.find((one) => one.name === name)
  const parsed = definition?.type.safeParse(value)
  if (!parsed || parsed.success) return null
  return parsed.error.issues[0]?.message ?? 'This value does not fit.'
}

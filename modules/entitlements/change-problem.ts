import { catalogRefusals } from '@tallystick/catalog/contracts.ts'
import { Forbidden, InvalidInput, NotFound, Refused } from '@tallystick/kernel/errors/problems.ts'
import { fillText } from '@tallystick/kernel/errors/refusal.ts'
import { settingsRefusals } from '@tallystick/settings/contracts.ts'
import { entitlementsRefusals } from './refusals.ts'

const texts = { ...settingsRefusals, ...catalogRefusals, ...entitlementsRefusals }

/** Why one of many could not be done, in words; null for an error that says nothing about it. */
export function changeProblem(error: unknown): { readonly code: string; readonly reason: string } | null {
  if (error instanceof Refused) {
    const { code, data } = error.refusal
    const text = texts[code]
    return { code, reason: text ? `${fillText(text.say, data)} ${fillText(text.cure, data)}` : code }
  }
  if (error instanceof NotFound) return { code: 'not-found', reason: error.message }
  if (error instanceof Forbidden) return { code: 'forbidden', reason: error.message }
  if (error instanceof InvalidInput) {
    return { code: 'invalid-input', reason: error.fields[0]?.message ?? error.message }
  }
  return null
}

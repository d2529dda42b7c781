import { attributeRefusalTexts } from '@tallystick/catalog/rules/attribute-texts.ts'
import { entitlementsRefusals } from '@tallystick/entitlements/contracts.ts'
import { hostMoveRefusals, hostRefusals } from '@tallystick/hosts/contracts.ts'
import { Forbidden, InvalidInput, NotFound, Refused } from '@tallystick/kernel/errors/problems.ts'
import { fillText, type RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'
import { fulfillmentRefusals } from '../refusals.ts'

/** Sentences of all that can keep a license from being issued or moved. */
export const refusalTexts: RefusalTexts = {
  ...entitlementsRefusals,
  ...attributeRefusalTexts,
  ...hostRefusals,
  ...hostMoveRefusals,
  ...fulfillmentRefusals,
}

/** Why one of many could not be done, in words; null for an error that says nothing about it. */
export function problemInWords(error: unknown): { readonly code: string; readonly reason: string } | null {
  if (error instanceof Refused) {
    const { code, data } = error.refusal
    const text = refusalTexts[code]
    return { code, reason: text ? `${fillText(text.say, data)} ${fillText(text.cure, data)}` : code }
  }
  if (error instanceof NotFound) return { code: 'not-found', reason: error.message }
  if (error instanceof Forbidden) return { code: 'forbidden', reason: error.message }
  if (error instanceof InvalidInput) {
    return { code: 'invalid-input', reason: error.fields[0]?.message ?? error.message }
  }
  return null
}

import { attributeRefusalTexts } from '@tallystick/catalog/rules/attribute-texts.ts'
import { activationRefusalTexts } from '@tallystick/fulfillments/rules/activation-texts.ts'
import { heldRefusalTexts } from '@tallystick/fulfillments/rules/held-texts.ts'
import { hostIdRefusalTexts } from '@tallystick/hosts/rules/host-id-texts.ts'
import { fillText, type Refusal, type RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

const TEXTS: RefusalTexts = {
  ...attributeRefusalTexts,
  ...hostIdRefusalTexts,
  ...activationRefusalTexts,
  ...heldRefusalTexts,
}

/** A refusal of a rule as a person reads it: what is wrong, and what can be done about it. */
export interface Said {
  readonly say: string
  readonly cure: string
}

/** The words of a refusal that a rule gave in this browser; the server would say the same. */
export function sayRefusal(refusal: Refusal): Said {
  const text = TEXTS[refusal.code]
  if (!text) return { say: refusal.code.replaceAll('-', ' '), cure: '' }
  return { say: fillText(text.say, refusal.data), cure: fillText(text.cure, refusal.data) }
}

/** Both sentences as one text, for the line below a field. */
export function sentencesOf(refusal: Refusal): string {
  const { say, cure } = sayRefusal(refusal)
  return cure ? `${say} ${cure}` : say
}

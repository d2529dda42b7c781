import { attributeRefusalTexts } from '@tallystick/catalog/rules/attribute-texts.ts'
import { entitlementsRefusals } from '@tallystick/entitlements/contracts.ts'
import { hostMoveRefusals, hostRefusals } from '@tallystick/hosts/contracts.ts'
import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'
import { fulfillmentRefusals } from '../refusals.ts'

/** Sentences of all that can keep a license from being issued or moved. */
export const refusalTexts: RefusalTexts = {
  ...entitlementsRefusals,
  ...attributeRefusalTexts,
  ...hostRefusals,
  ...hostMoveRefusals,
  ...fulfillmentRefusals,
}

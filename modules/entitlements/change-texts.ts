import { catalogRefusals } from '@tallystick/catalog/contracts.ts'
import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'
import { settingsRefusals } from '@tallystick/settings/contracts.ts'
import { entitlementsRefusals } from './refusals.ts'

/** Sentences of all that can keep a line item from being changed. */
export const changeTexts: RefusalTexts = { ...settingsRefusals, ...catalogRefusals, ...entitlementsRefusals }

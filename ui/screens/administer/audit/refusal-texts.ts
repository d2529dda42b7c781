import { accessRefusals } from '@tallystick/access/contracts.ts'
import { accountsRefusals } from '@tallystick/accounts/contracts.ts'
import { catalogRefusals } from '@tallystick/catalog/contracts.ts'
import { entitlementsRefusals } from '@tallystick/entitlements/contracts.ts'
import { fulfillmentRefusals } from '@tallystick/fulfillments/contracts.ts'
import { hostRefusals } from '@tallystick/hosts/contracts.ts'
import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'
import { importRefusals } from '@tallystick/kernel/import/refusals.ts'
import { jobRefusals } from '@tallystick/kernel/jobs/refusals.ts'
import { pipelineRefusals } from '@tallystick/kernel/operation/refusals.ts'
import { noticesRefusals } from '@tallystick/notices/contracts.ts'
import { settingsRefusals } from '@tallystick/settings/contracts.ts'

/**
 * The sentences of all refusals, for the log: it keeps codes and figures, and no words that could grow
 * old.
 */
export const refusalTexts: RefusalTexts = {
  ...pipelineRefusals,
  ...importRefusals,
  ...jobRefusals,
  ...accessRefusals,
  ...accountsRefusals,
  ...catalogRefusals,
  ...entitlementsRefusals,
  ...fulfillmentRefusals,
  ...hostRefusals,
  ...noticesRefusals,
  ...settingsRefusals,
}

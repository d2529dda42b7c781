import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { ConsolidatedLicenses } from '../consolidated-resources.ts'
import { viewConsolidated } from '../issuing/view-consolidated.ts'
import { getConsolidatedLicense } from './get-consolidated-license.contract.ts'

export default implementQuery(getConsolidatedLicense, async (ctx, input) =>
  viewConsolidated(ctx, await find(ctx, ConsolidatedLicenses, input.consolidatedLicense)),
)

import * as access from '@tallystick/access/contracts.ts'
import * as accounts from '@tallystick/accounts/contracts.ts'
import * as catalog from '@tallystick/catalog/contracts.ts'
import * as entitlements from '@tallystick/entitlements/contracts.ts'
import * as fulfillments from '@tallystick/fulfillments/contracts.ts'
import * as hosts from '@tallystick/hosts/contracts.ts'
import * as audit from '@tallystick/kernel/audit/audit.contract.ts'
import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'
import * as imports from '@tallystick/kernel/import/contracts.ts'
import * as jobs from '@tallystick/kernel/jobs/jobs.contract.ts'
import type { Contract } from '@tallystick/kernel/operation/define.ts'
import { pipelineRefusals } from '@tallystick/kernel/operation/refusals.ts'
import * as events from '@tallystick/kernel/outbox/events.contract.ts'
import * as notices from '@tallystick/notices/contracts.ts'
import * as settings from '@tallystick/settings/contracts.ts'

const rooms = [
  accounts,
  catalog,
  entitlements,
  hosts,
  fulfillments,
  access,
  notices,
  settings,
  jobs,
  events,
  audit,
  imports,
]

/** Every contract of the back office, by name. Browser-safe. */
export const allContracts: readonly Contract[] = rooms
  .flatMap((room) => Object.values(room) as unknown[])
  .filter(isContract)
  .toSorted((a, b) => (a.name < b.name ? -1 : 1))

/** The sentences of all refusals. */
export const allTexts: RefusalTexts = Object.assign(
  {},
  pipelineRefusals,
  ...rooms.flatMap((room) =>
    Object.entries(room).flatMap(([name, value]) => (name.endsWith('Refusals') ? [value] : [])),
  ),
) as RefusalTexts

function isContract(value: unknown): value is Contract {
  return (
    typeof value === 'object' && value !== null && 'rest' in value && 'rows' in value && 'output' in value
  )
}

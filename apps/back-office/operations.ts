import { accessOperations } from '@tallystick/access/operations.ts'
import { accountsOperations } from '@tallystick/accounts/operations.ts'
import { catalogOperations } from '@tallystick/catalog/operations.ts'
import { entitlementsOperations } from '@tallystick/entitlements/operations.ts'
import { fulfillmentOperations } from '@tallystick/fulfillments/operations.ts'
import type { Sealer } from '@tallystick/fulfillments/keys/sealer.ts'
import { hostOperations } from '@tallystick/hosts/operations.ts'
import { auditOperations } from '@tallystick/kernel/audit/audit.ts'
import { jobOperations } from '@tallystick/kernel/jobs/jobs.ts'
import type { Operation } from '@tallystick/kernel/operation/implement.ts'
import { eventOperations } from '@tallystick/kernel/outbox/events.ts'
import { noticesOperationsAt } from '@tallystick/notices/operations.ts'
import { settingsOperations } from '@tallystick/settings/operations.ts'
import { importOperations } from './imports.ts'

/**
 * All operations of the back office. `sealer` opens the signing keys of the installation; `publicUrl` is the address
 * under which people reach the portals, for mails.
 */
export function backOfficeOperations(sealer: Sealer, publicUrl = ''): readonly Operation[] {
  return [
    ...accountsOperations,
    ...catalogOperations,
    ...entitlementsOperations,
    ...hostOperations,
    ...fulfillmentOperations(sealer),
    ...accessOperations,
    ...noticesOperationsAt(publicUrl),
    ...settingsOperations,
    ...jobOperations,
    ...eventOperations,
    ...auditOperations,
    ...importOperations,
  ]
}

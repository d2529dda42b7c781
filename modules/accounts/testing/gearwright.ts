import type { TestPipeline } from '@tallystick/kernel/testing/pipeline.ts'
import { prepareTenant, type FirstTenant, type PreparedTenant } from '../first-tenant.ts'

/**
 * Makes the producer of the tests out of the pipeline's empty tenant: Gearwright, with its roles, its home account and
 * the administrator Ada Miller. `welcome` gives her a way in, where a test signs in.
 */
export function prepareGearwright(
  house: TestPipeline,
  welcome: FirstTenant['welcome'] = () => Promise.resolve(),
): Promise<PreparedTenant> {
  return prepareTenant(house.pool, {
    tenantId: house.tenantId,
    producerName: 'Gearwright',
    administrator: {
      userName: 'admin',
      email: 'admin@gearwright.example',
      firstName: 'Ada',
      lastName: 'Miller',
    },
    welcome,
    clock: () => house.now,
  })
}

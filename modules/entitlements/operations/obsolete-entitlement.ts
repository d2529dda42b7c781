import { implement } from '@tallystick/kernel/operation/implement.ts'
import { changeEntitlementState } from '../change-states.ts'
import { obsoleteEntitlement } from './obsolete-entitlement.contract.ts'

export default implement(obsoleteEntitlement, (ctx, input) =>
  changeEntitlementState(ctx, input.id, 'obsolete'),
)

import { implement } from '@tallystick/kernel/operation/implement.ts'
import { changeEntitlementState } from '../change-states.ts'
import { inactivateEntitlement } from './inactivate-entitlement.contract.ts'

export default implement(inactivateEntitlement, (ctx, input) =>
  changeEntitlementState(ctx, input.id, 'inactivate'),
)

import { implement } from '@tallystick/kernel/operation/implement.ts'
import { changeEntitlementState } from '../change-states.ts'
import { reactivateEntitlement } from './reactivate-entitlement.contract.ts'

export default implement(reactivateEntitlement, (ctx, input) =>
  changeEntitlementState(ctx, input.id, 'reactivate'),
)

import { implement } from '@tallystick/kernel/operation/implement.ts'
import { changeEntitlementState } from '../change-states.ts'
import { deployEntitlement } from './deploy-entitlement.contract.ts'

export default implement(deployEntitlement, (ctx, input) => changeEntitlementState(ctx, input.id, 'deploy'))

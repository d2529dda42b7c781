import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { viewEntitlement } from '../entitlement-view.ts'
import { Entitlements } from '../store/entitlements.ts'
import { getEntitlement } from './get-entitlement.contract.ts'

export default implementQuery(getEntitlement, async (ctx, input) =>
  viewEntitlement(ctx, await find(ctx, Entitlements, input.id)),
)

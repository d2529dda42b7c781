import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { certificateOf } from '../certificate.ts'
import { Entitlements } from '../store/entitlements.ts'
import { getEntitlementCertificate } from './get-entitlement-certificate.contract.ts'

export default implementQuery(getEntitlementCertificate, async (ctx, input) =>
  certificateOf(ctx, await find(ctx, Entitlements, input.id)),
)

import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { Fulfillments } from '../resources.ts'
import { viewLicense } from '../view.ts'
import { getLicense } from './get-license.contract.ts'

export default implementQuery(getLicense, async (ctx, input) =>
  viewLicense(ctx, await find(ctx, Fulfillments, input.fulfillment)),
)

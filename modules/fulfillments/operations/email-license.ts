import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { tellEmailed } from '../issuing/tell-emailed.ts'
import { Fulfillments } from '../resources.ts'
import { emailRefusal, readReceivers } from '../rules/email.ts'
import { emailLicense } from './email-license.contract.ts'

export default implement(emailLicense, async (ctx, input) => {
  const license = await find(ctx, Fulfillments, input.fulfillment)
  const read = readReceivers(input.to)
  if (isRefusal(read)) return ctx.refuse(read)
  const refused = emailRefusal(license)
  if (refused) return ctx.refuse(refused)
  const subject = { kind: 'fulfillment', id: license.id, label: license.fulfillmentCode }
  const mailed = { event: 'license.emailed', subject, keys: { fulfillmentIds: [license.id] } } as const
  return tellEmailed(ctx, mailed, read.addresses, input)
})

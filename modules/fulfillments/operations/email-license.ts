import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { Fulfillments } from '../resources.ts'
import { readShipToEmail } from '../rules/activation-fields.ts'
import { emailRefusal } from '../rules/email.ts'
import { emailLicense } from './email-license.contract.ts'

export default implement(emailLicense, async (ctx, input) => {
  const license = await find(ctx, Fulfillments, input.fulfillment)
  const read = readShipToEmail(input.to)
  if (isRefusal(read)) return ctx.refuse(read)
  if (read.addresses.length === 0)
    return ctx.refuse(refuse('ship-to-email', { value: input.to, problem: 'address' }))
  const refused = emailRefusal(license)
  if (refused) return ctx.refuse(refused)

  const subject = { kind: 'fulfillment', id: license.id, label: license.fulfillmentCode }
  const to = [...read.addresses]
  ctx.audit({ subjects: [subject], details: { to } })
  ctx.emit('license.emailed', subject, {
    fulfillmentIds: [license.id],
    to,
    by: ctx.principal.actorName,
    language: input.language,
    message: input.message,
  })
  return { to }
})

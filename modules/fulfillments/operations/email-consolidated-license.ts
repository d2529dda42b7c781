import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { ConsolidatedLicenses } from '../consolidated-resources.ts'
import { readShipToEmail } from '../rules/activation-fields.ts'
import { emailConsolidatedLicense } from './email-consolidated-license.contract.ts'

export default implement(emailConsolidatedLicense, async (ctx, input) => {
  const license = await find(ctx, ConsolidatedLicenses, input.consolidatedLicense)
  const read = readShipToEmail(input.to)
  if (isRefusal(read)) return ctx.refuse(read)
  if (read.addresses.length === 0) {
    return ctx.refuse(refuse('ship-to-email', { value: input.to, problem: 'address' }))
  }
  const subject = { kind: 'consolidated-license', id: license.id, label: license.consolidatedCode }
  const to = [...read.addresses]
  ctx.audit({ subjects: [subject], details: { to } })
  ctx.emit('consolidated-license.emailed', subject, {
    consolidatedIds: [license.id],
    to,
    by: ctx.principal.actorName,
    language: input.language,
    message: input.message,
  })
  return { to }
})

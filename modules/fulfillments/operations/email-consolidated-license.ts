import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { ConsolidatedLicenses } from '../consolidated-resources.ts'
import { tellEmailed } from '../issuing/tell-emailed.ts'
import { readReceivers } from '../rules/email.ts'
import { emailConsolidatedLicense } from './email-consolidated-license.contract.ts'

export default implement(emailConsolidatedLicense, async (ctx, input) => {
  const license = await find(ctx, ConsolidatedLicenses, input.consolidatedLicense)
  const read = readReceivers(input.to)
  if (isRefusal(read)) return ctx.refuse(read)
  const subject = { kind: 'consolidated-license', id: license.id, label: license.consolidatedCode }
  const keys = { consolidatedIds: [license.id] }
  const mailed = { event: 'consolidated-license.emailed', subject, keys } as const
  return tellEmailed(ctx, mailed, read.addresses, input)
})

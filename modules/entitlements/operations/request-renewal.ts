import { admitExpiring, userById } from '@tallystick/accounts/services.ts'
import { Unauthenticated } from '@tallystick/kernel/errors/problems.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { mailFromAddress, renewalAddress } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { expiringType } from '../rules/expiring.ts'
import { expiringLineItems } from '../store/expiring.ts'
import { lineItemKeys } from '../store/line-item-keys.ts'
import { requestRenewal } from './request-renewal.contract.ts'

export default implement(requestRenewal, async (ctx, input) => {
  await admitExpiring(ctx)
  const { actorId } = ctx.principal
  const user = actorId === null ? null : await userById(ctx, actorId)
  if (!user) throw new Unauthenticated()
  const named = await lineItemKeys(ctx, input.lineItems)
  const keys = named.map(({ id }) => id)
  const items = await expiringLineItems(ctx, ctx.scope, { keys }, { limit: keys.length })
  const ending = new Set(items.map(({ id }) => id))
  const endless = named.filter(({ id }) => !ending.has(id)).map(({ activationId }) => activationId)
  if (endless.length > 0) ctx.refuse(refuse('line-item-without-end', { activationIds: endless.join(', ') }))
  if (user.email === '') ctx.refuse(refuse('requester-without-address', { user: user.displayName }))

  const producer = (await settingOf(ctx, renewalAddress)) || (await settingOf(ctx, mailFromAddress))
  const subject = { kind: 'user', id: user.id, label: user.userName }
  ctx.audit({
    subjects: [
      ...items.map(({ id, activationId }) => ({ kind: 'line-item', id, label: activationId })),
      subject,
    ],
    details: { to: producer, copyTo: user.email },
  })
  ctx.emit('renewal.requested', subject, {
    to: producer,
    requester: { name: user.displayName, email: user.email, locale: user.locale },
    lineItems: items.map(({ kind, id: _id, ...item }) => ({ ...item, type: expiringType(kind) })),
  })
  return { lineItems: items.length, copyTo: user.email }
})

import { find } from '@tallystick/kernel/operation/find.ts'
import { implement } from '@tallystick/kernel/operation/implement.ts'
import { LineItems } from '../store/line-items.ts'
import { emailLineItem } from './email-line-item.contract.ts'

export default implement(emailLineItem, async (ctx, input) => {
  const lineItem = await find(ctx, LineItems, input.lineItem)
  const isFirst = (one: string, at: number) =>
    input.to.findIndex((other) => other.toLowerCase() === one.toLowerCase()) === at
  const to = input.to.filter(isFirst)
  const subject = { kind: 'line-item', id: lineItem.id, label: lineItem.activationId }
  ctx.audit({ subjects: [subject], details: { to } })
  ctx.emit('line-item.emailed', subject, {
    to,
    language: input.language,
    message: input.message,
    lineItem: {
      id: lineItem.id,
      activationId: lineItem.activationId,
      entitlementCode: lineItem.entitlementCode,
      product: lineItem.productsLabel,
      licenseModel: lineItem.licenseModelLabel,
      soldTo: lineItem.soldToLabel,
      orderId: lineItem.orderId,
      copies: lineItem.copiesTotal,
      term: lineItem.term,
      endsOn: lineItem.endsOn,
      maintenance: lineItem.maintenance.map(({ label }) => label),
    },
  })
  return { to }
})

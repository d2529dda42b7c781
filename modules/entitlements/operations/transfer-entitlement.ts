import { isOfHierarchy } from '@tallystick/accounts/services.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement, type CommandContext } from '@tallystick/kernel/operation/implement.ts'
import { entitlementSubject, lineItemSubject } from '../change-states.ts'
import { givingSide, refuseOthers, targetAccount } from '../move-target.ts'
import { idRefusal } from '../rules/ids.ts'
import { entitlementStateRefusal } from '../rules/lifecycle.ts'
import { ownerOf } from '../rules/move-facts.ts'
import { Entitlements, takenEntitlementId } from '../store/entitlements.ts'
import { transferWhole } from '../transfer-whole.ts'
import { transferEntitlement } from './transfer-entitlement.contract.ts'

export default implement(transferEntitlement, async (ctx: CommandContext, input) => {
  const entitlement = await findLocked(ctx, Entitlements, input.id)
  const { code, state, kind, parties } = entitlement
  if (state !== 'deployed') ctx.refuse(entitlementStateRefusal({ code, state, mayBecomeObsolete: false }))
  if (kind === 'bulk') ctx.refuse(refuse('move-of-bulk', { entitlementId: code }))
  if (input.entitlementId) {
    const badId = idRefusal('entitlement-id', input.entitlementId)
    if (badId) ctx.refuse(badId)
    if (await takenEntitlementId(ctx, input.entitlementId)) {
      ctx.refuse(refuse('entitlement-id-taken', { id: input.entitlementId }))
    }
  }
  const owner = ownerOf(parties)
  refuseOthers(ctx, { entitlement, owner })
  const target = await targetAccount(ctx, input, (near) => isOfHierarchy(ctx, owner?.accountId ?? '', near))
  if (target.id === owner?.accountId) ctx.refuse(refuse('move-to-owner'))

  const { made, went } = await transferWhole(ctx, entitlement, target, input)
  const lineItems = went.map(({ origin, place, copies }) => ({
    from: origin.activationId,
    to: place.activationId,
    copies,
  }))
  ctx.audit({
    subjects: [
      entitlementSubject(entitlement),
      entitlementSubject(made),
      { kind: 'account', id: target.id },
      ...went.flatMap(({ origin, place }) => [
        lineItemSubject(origin),
        lineItemSubject({ id: place.lineItemId, activationId: place.activationId }),
      ]),
    ],
    before: { state: 'deployed' },
    after: { state: 'obsolete' },
    details: { from: code, to: made.code, account: target.label, note: input.note ?? '', lineItems },
  })
  ctx.emit('entitlement.transferred', entitlementSubject(made), {
    entitlementId: made.id,
    code: made.code,
    originEntitlementId: entitlement.id,
    originCode: code,
    fromLabel: entitlement.soldToLabel,
    toLabel: target.label,
    products: [...new Set(went.map(({ origin }) => origin.productsLabel))].join(', '),
    copies: lineItems.reduce((sum, one) => sum + one.copies, 0),
    tellGiver: await givingSide(ctx, owner),
    language: ctx.principal.locale,
    tellTaker: target.told,
  })
  return { id: made.id, entitlementId: made.code, lineItems }
})

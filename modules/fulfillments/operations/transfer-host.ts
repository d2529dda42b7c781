import {
  moveCopies,
  placeForMovedCopies,
  tierOfKind,
  type MovedShare,
} from '@tallystick/entitlements/services.ts'
import { hostMoveRefusal } from '@tallystick/hosts/rules/host-licenses.ts'
import { hostResource } from '@tallystick/hosts/services.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { lockLicensesOf } from '../issuing/held-licenses.ts'
import { issueForTarget, licensesGoing, sharesOf } from '../issuing/host-move.ts'
import { hostTarget } from '../issuing/host-target.ts'
import { carryOut } from '../issuing/support-outcome.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { countOnHost, lineItemsOnHost, lockLicensesOfHost } from '../store/licenses-of-host.ts'
import { transferHost } from './transfer-hosts.contract.ts'

/** Transfers hosts; what the target account gets is signed with the active key of the ring. */
export function transferHostWith(ring: KeyRing): Operation {
  return implement(transferHost, async (ctx, input) => {
    const host = await find(ctx, hostResource, input.host)
    const target = await hostTarget(ctx, [host], input.account)
    const from = await lineItemsOnHost(ctx, host.id)
    const { hidden } = await countOnHost(ctx, host.id)
    const closed = hostMoveRefusal({ label: host.label, active: from.length, hidden })
    if (closed) return ctx.refuse(closed)

    const parties = [{ tier: tierOfKind(target.kind), account: target.id, isOwner: true }]
    const prepared = await placeForMovedCopies(ctx, {
      from,
      target: { accountId: target.id, parties },
      pool: input.pool,
      originKind: 'host-transfer',
    })
    const held = await lockLicensesOf(ctx, from, ring, (ids) => lockLicensesOfHost(ctx, host.id, ids))
    invariant(held, 'Licenses have line items.')
    const shares = sharesOf(held, prepared)
    if (isRefusal(shares)) return ctx.refuse(shares)
    // Somebody else may have ended them while this waited for the locks; what is left of a line item without copies stays.
    const going = licensesGoing(held, prepared, shares)
    const gone = hostMoveRefusal({ label: host.label, active: going.length, hidden: 0 })
    if (gone) return ctx.refuse(gone)

    await moveCopies(
      ctx,
      prepared,
      shares.map((share) => share && { share }),
    )
    const issued = await issueForTarget(ctx, going, held.issue, prepared)
    if (isRefusal(issued)) return ctx.refuse(issued)
    const sum = (figure: keyof MovedShare) => shares.reduce((total, one) => total + (one?.[figure] ?? 0), 0)
    await carryOut(ctx, {
      event: 'host.transferred',
      ended: going.map((one) => ({ held: one, as: 'transfer' })),
      issued,
      copies: [],
      details: { host: host.label, from: host.account, to: target.label, pooled: input.pool },
      about: [
        { kind: 'host', id: host.id, label: host.label },
        { kind: 'account', id: host.accountId, label: host.account },
        { kind: 'account', id: target.id, label: target.label },
      ],
      payload: { hostId: host.id, fromAccountId: host.accountId, toAccountId: target.id },
    })
    return {
      host: { id: host.id, label: host.label },
      from: host.account,
      to: target.label,
      licenses: going.length,
      copies: sum('taken'),
      overdraft: sum('overdraftTaken'),
      lineItems: prepared.moves.flatMap(({ source, place }, at) => {
        const share = shares[at]
        if (!share) return []
        return {
          from: source.lineItem.activationId,
          to: place.activationId,
          entitlementCode: place.entitlement.code,
          products: source.lineItem.productsLabel,
          copies: share.taken,
          isNew: place.added !== null,
        }
      }),
    }
  })
}

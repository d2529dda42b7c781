import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { find, findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement, type CommandContext } from '@tallystick/kernel/operation/implement.ts'
import { entitlementSubject, lineItemSubject } from '../change-states.ts'
import { viewEntitlement } from '../entitlement-view.ts'
import { bulkFacts } from '../make-keys.ts'
import { prepareChanges } from '../prepare-changes.ts'
import { freeCode, partiesOf, planOf, redeemingAccount } from '../redeem-key.ts'
import type { AccountFacts } from '../rules/parties.ts'
import { redeemRefusal } from '../rules/web-register-keys.ts'
import { takeCopies } from '../store/copies.ts'
import { Entitlements, insertEntitlement } from '../store/entitlements.ts'
import { takenActivationIds } from '../store/line-items.ts'
import type { EntitlementRecord } from '../store/records.ts'
import {
  bulkEntitlement,
  closeKey,
  HeldKeys,
  lineItemOfKey,
  type BulkLineItemRecord,
} from '../store/web-register-keys.ts'
import { redeemWebRegisterKey } from './web-register-keys.contract.ts'

/**
 * One winner however many try at once: the key's lock decides who reads it as available, and its copy is taken of the
 * bulk line item last, so that others wait for it as short as can be.
 */
export default implement(redeemWebRegisterKey, async (ctx, input) => {
  const account = await redeemingAccount(ctx, input.account)
  const key = await findLocked(ctx, HeldKeys, input.key)
  const bulk = await lineItemOfKey(ctx, key)
  const refusal = redeemRefusal(key, bulkFacts(bulk), input.changes ?? null, ctx.now)
  if (refusal) ctx.refuse(refusal)

  const entitlement = { id: newId(), code: await freeCode(ctx, key.code) }
  const parent = await bulkEntitlement(ctx, key)
  const parties = await partiesOf(ctx, parent, account)
  const taken = await takenActivationIds(ctx, [key.code])
  if (taken.length > 0) ctx.refuse(refuse('activation-id-taken', { ids: taken }))
  const draft = { id: newId(), activationId: key.code, plan: await planOf(ctx, bulk) }
  const wish = { changeKind: bulk.bulkChangeKind, changes: input.changes }
  const place = { state: 'deployed', soldToAccountId: account.id } as const
  const label = () => bulk.record.productsLabel
  const [change = null] = await prepareChanges(ctx, [{ ...draft, wish }], place, label)
  const lineItem = {
    ...draft,
    state: 'deployed' as const,
    entitlement,
    soldToAccountId: parties.soldToAccountId,
    soldToLabel: parties.soldToLabel,
    maintenanceIds: [],
    change,
    origin: { kind: 'key' as const, lineItemId: bulk.record.id },
  }
  const { description, shipToEmail, shipToAddress, allowsPortalSignIn, customAttributes } = parent
  const fields = { description, shipToEmail, shipToAddress, allowsPortalSignIn, customAttributes }
  const written = { ...entitlement, kind: 'regular', state: 'deployed', ...fields, parties } as const
  await insertEntitlement(ctx, { ...written, parentBulkId: parent.id }, [lineItem])
  await closeKey(ctx, key, { entitlementId: entitlement.id, accountId: account.id })
  await takeCopies(ctx, [{ lineItemId: bulk.record.id, copies: 1, overdraft: 0 }])
  tell(ctx, { key, entitlement, lineItem, parent, account, bulk })
  return viewEntitlement(ctx, await find(ctx, Entitlements, entitlement.id))
})

interface Redeemed {
  readonly key: { readonly id: string; readonly code: string }
  readonly entitlement: { readonly id: string; readonly code: string }
  readonly lineItem: { readonly id: string; readonly activationId: string }
  readonly parent: EntitlementRecord
  readonly account: AccountFacts
  readonly bulk: BulkLineItemRecord
}

function tell(ctx: CommandContext, { key, entitlement, lineItem, parent, account, bulk }: Redeemed): void {
  const subject = { kind: 'web-register-key', id: key.id, label: key.code }
  ctx.audit({
    subjects: [
      subject,
      entitlementSubject(entitlement),
      lineItemSubject(lineItem),
      lineItemSubject(bulk.record),
      entitlementSubject(parent),
      { kind: 'account', id: account.id, label: account.code },
    ],
    ...(ctx.scope.all && { onBehalfOf: account.code }),
    before: { state: 'available' },
    after: { state: 'redeemed', entitlementId: entitlement.code },
  })
  ctx.emit('web-register-key.redeemed', subject, {
    key: key.code,
    entitlementId: entitlement.id,
    lineItemId: lineItem.id,
    bulkEntitlementId: parent.id,
    accountId: account.id,
  })
  const made = { entitlementId: entitlement.id, code: entitlement.code }
  const sold = { state: 'deployed', soldToAccountId: account.id }
  ctx.emit('entitlement.created', entitlementSubject(entitlement), { ...made, ...sold })
  ctx.emit('entitlement.deployed', entitlementSubject(entitlement), made)
}

import { findContacts } from '@tallystick/accounts/services.ts'
import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { find, findLocked } from '@tallystick/kernel/operation/find.ts'
import { implement, type CommandContext, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { redeemedEntitlementId } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { entitlementSubject, lineItemSubject } from '../change-states.ts'
import { planOfRecord } from '../edit-line-item.ts'
import { viewEntitlement } from '../entitlement-view.ts'
import type { EntitlementRecord } from '../store/records.ts'
import { prepareChanges } from '../prepare-changes.ts'
import { prepareParties } from '../prepare-parties.ts'
import { overdraftMaxFor } from '../rules/line-item-policies.ts'
import type { PlannedLineItem } from '../rules/line-item-plan.ts'
import type { AccountFacts } from '../rules/parties.ts'
import { redeemedCode, redeemRefusal } from '../rules/web-register-keys.ts'
import { peopleOf } from '../store/account-facts.ts'
import { goodsOf } from '../store/catalog-facts.ts'
import { takeCopies } from '../store/copies.ts'
import { Entitlements, insertEntitlement, takenEntitlementId } from '../store/entitlements.ts'
import { takenActivationIds } from '../store/line-items.ts'
import {
  bulkEntitlement,
  closeKey,
  HeldKeys,
  lineItemOfKey,
  type BulkLineItemRecord,
} from '../store/web-register-keys.ts'
import { bulkFacts } from './manage-web-register-keys.ts'
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

/** The named account, or the only one that the caller acts for. Others are not found. */
async function redeemingAccount(ctx: QueryContext, named: string | undefined): Promise<AccountFacts> {
  const { scope } = ctx
  const only = !scope.all && scope.owners.length === 1 ? scope.owners[0] : undefined
  const reference = named ?? only
  if (reference === undefined) return ctx.refuse(refuse('web-register-key-account-missing'))
  const people = await peopleOf(ctx, { accounts: [reference], contacts: [] })
  const account = people.account(reference)
  if (!scope.all && !scope.owners.includes(account.id)) throw new NotFound('account', reference)
  return account
}

async function freeCode(ctx: QueryContext, key: string): Promise<string> {
  const code = redeemedCode(await settingOf(ctx, redeemedEntitlementId), key)
  if (isRefusal(code)) return ctx.refuse(code)
  if (await takenEntitlementId(ctx, code)) ctx.refuse(refuse('entitlement-id-taken', { id: code }))
  return code
}

/** Who sold the bulk entitlement stays in the chain; whoever redeems is the end customer and owns it. */
async function partiesOf(ctx: QueryContext, parent: EntitlementRecord, account: AccountFacts) {
  const sellers = parent.parties.filter(({ tier }) => tier !== 'end-customer')
  const [person] =
    ctx.principal.actorId && !ctx.scope.all ? await findContacts(ctx, [ctx.principal.actorId]) : []
  const contact = person?.accountIds.includes(account.id) ? person.id : null
  const others = sellers.map(({ tier, accountId, contactUserId }) => ({
    tier,
    account: accountId,
    contact: contactUserId,
  }))
  const parties = [...others, { tier: 'end-customer' as const, account: account.id, contact, isOwner: true }]
  const kept = new Set(sellers.map(({ accountId }) => accountId))
  return prepareParties(ctx, 'regular', { parties }, kept)
}

/** One copy of what the bulk line item is; what depends on the number of copies is decided anew. */
async function planOf(ctx: QueryContext, { record }: BulkLineItemRecord): Promise<PlannedLineItem> {
  const models = record.licenseModelId === null ? [] : [record.licenseModelId]
  const goods = await goodsOf(ctx, { products: [], models, partNumbers: [], productLines: [] })
  const model = record.licenseModelId === null ? null : goods.model(record.licenseModelId)
  const overdraftMax = overdraftMaxFor(model, record.attributes, 1)
  return { ...planOfRecord(record), copiesTotal: 1, overdraftMax }
}

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

import { findContacts } from '@tallystick/accounts/services.ts'
import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { redeemedEntitlementId } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { planOfRecord } from './edit-line-item.ts'
import { prepareParties } from './prepare-parties.ts'
import { overdraftMaxFor } from './rules/line-item-policies.ts'
import type { PlannedLineItem } from './rules/line-item-plan.ts'
import type { AccountFacts } from './rules/parties.ts'
import { redeemedCode } from './rules/web-register-keys.ts'
import { peopleOf } from './store/account-facts.ts'
import { goodsOf } from './store/catalog-facts.ts'
import { takenEntitlementId } from './store/entitlements.ts'
import type { EntitlementRecord } from './store/records.ts'
import type { BulkLineItemRecord } from './store/web-register-keys.ts'

/** The named account, or the only one that the caller acts for. Others are not found. */
export async function redeemingAccount(ctx: QueryContext, named: string | undefined): Promise<AccountFacts> {
  const { scope } = ctx
  const only = !scope.all && scope.owners.length === 1 ? scope.owners[0] : undefined
  const reference = named ?? only
  if (reference === undefined) return ctx.refuse(refuse('web-register-key-account-missing'))
  const people = await peopleOf(ctx, { accounts: [reference], contacts: [] })
  const account = people.account(reference)
  if (!scope.all && !scope.owners.includes(account.id)) throw new NotFound('account', reference)
  return account
}

/** The entitlement ID of a key by the setting, when it is free. */
export async function freeCode(ctx: QueryContext, key: string): Promise<string> {
  const code = redeemedCode(await settingOf(ctx, redeemedEntitlementId), key)
  if (isRefusal(code)) return ctx.refuse(code)
  if (await takenEntitlementId(ctx, code)) ctx.refuse(refuse('entitlement-id-taken', { id: code }))
  return code
}

/** Who sold the bulk entitlement stays in the chain; whoever redeems is the end customer and owns it. */
export async function partiesOf(ctx: QueryContext, parent: EntitlementRecord, account: AccountFacts) {
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
export async function planOf(ctx: QueryContext, { record }: BulkLineItemRecord): Promise<PlannedLineItem> {
  const models = record.licenseModelId === null ? [] : [record.licenseModelId]
  const goods = await goodsOf(ctx, { products: [], models, partNumbers: [], productLines: [] })
  const model = record.licenseModelId === null ? null : goods.model(record.licenseModelId)
  const overdraftMax = overdraftMaxFor(model, record.attributes, 1)
  return { ...planOfRecord(record), copiesTotal: 1, overdraftMax }
}

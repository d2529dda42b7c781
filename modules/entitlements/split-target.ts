import { addNeighbour, findAccountsByCodes, isRelated, offersSplit } from '@tallystick/accounts/services.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { CommandContext, QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { z } from 'zod'
import { targetAccount, type MovedFrom, type TargetAccount } from './move-target.ts'
import type { splitLineItem } from './operations/split-line-item.contract.ts'
import { kindOfNewTarget, newTargetRefusal } from './rules/move-facts.ts'
import { accountLabelOf } from './rules/parties.ts'
import { peopleOf } from './store/account-facts.ts'

type Wish = z.output<typeof splitLineItem.input>

/** Refuses whoever the producer does not offer to split line items. */
export async function refuseHiddenSplit(ctx: QueryContext): Promise<void> {
  if (!(await offersSplit(ctx))) ctx.refuse(refuse('split-hidden'))
}

/** The account that a split goes to: one that is there, or one that is added on the way. */
export async function splitTarget(ctx: CommandContext, from: MovedFrom, wish: Wish): Promise<TargetAccount> {
  const { account, newAccount, contact } = wish
  if (account !== undefined && newAccount === undefined) {
    const owner = from.owner?.accountId ?? ''
    return targetAccount(ctx, { account, contact }, (id) => isRelated(ctx, owner, id))
  }
  if (account !== undefined || newAccount === undefined) return ctx.refuse(refuse('split-one-target'))
  return addTarget(ctx, from, wish, newAccount)
}

/** Adds the account, related to the present owner: a customer of a partner, or a partner below a partner. */
async function addTarget(
  ctx: CommandContext,
  from: MovedFrom,
  { tier, contact: named }: Wish,
  fields: NonNullable<Wish['newAccount']>,
): Promise<TargetAccount> {
  const { parties } = from.entitlement
  const labels = await labelsOf(ctx, from)
  const refusal = newTargetRefusal(parties, from.owner, tier, labels)
  if (refusal) ctx.refuse(refusal)
  const [beside] = await findAccountsByCodes(ctx, from.owner ? [from.owner.accountId] : [])
  const wanted = { kind: kindOfNewTarget(tier), fields, beside: beside ?? null }
  const { account, contact } = await addNeighbour(ctx, wanted)
  const label = accountLabelOf(account)
  if (named) {
    const { name } = (await peopleOf(ctx, { accounts: [], contacts: [named] })).contact(named)
    ctx.refuse(refuse('contact-not-of-account', { contact: name, account: label }))
  }
  return { id: account.id, kind: account.kind, label, contact, told: contact ? [contact.email] : [] }
}

/** Accounts of the sale by key, as far as the caller may read their names. */
async function labelsOf(ctx: QueryContext, { entitlement, owner }: MovedFrom) {
  const shown = entitlement.parties.filter(({ accountId }) => ctx.scope.all || accountId === owner?.accountId)
  const accounts = await findAccountsByCodes(
    ctx,
    shown.map(({ accountId }) => accountId),
  )
  return new Map(accounts.map((one) => [one.id, accountLabelOf(one)]))
}

import {
  findAccountsByCodes,
  findContacts,
  peopleOfAccount,
  type Contact,
} from '@tallystick/accounts/services.ts'
import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { keeperOf, ownerOf, type MoveFacts, type PartyPlace } from './rules/move-facts.ts'
import { accountLabelOf } from './rules/parties.ts'
import { inCallersAccounts, peopleOf } from './store/account-facts.ts'
import { Entitlements } from './store/entitlements.ts'
import { LineItems, type PlacedLineItem } from './store/line-items.ts'
import type { EntitlementRecord } from './store/records.ts'

/** People of the target who are told, when no contact is named. */
const TOLD_MAX = 5

/** A line item that somebody wants to move copies of, with its entitlement whole: parties of others included. */
export interface MovedFrom {
  readonly lineItem: PlacedLineItem
  readonly entitlement: EntitlementRecord
  readonly owner: PartyPlace | null
  readonly facts: MoveFacts
}

/** Finds the line item in the caller's scope, and its entitlement. */
export async function movedFrom(ctx: QueryContext, reference: string): Promise<MovedFrom> {
  const lineItem = await find(ctx, LineItems, reference)
  const wide = { ...ctx, scope: { all: true } } as const
  const entitlement = await find(wide, Entitlements, lineItem.entitlementId)
  const { activationId, kind, state, copiesTotal } = lineItem
  const { code, state: entitlementState, kind: entitlementKind } = entitlement
  return {
    lineItem,
    entitlement,
    owner: entitlement.kind === 'bulk' ? keeperOf(entitlement.parties) : ownerOf(entitlement.parties),
    facts: {
      activationId,
      kind,
      state,
      copiesTotal,
      entitlement: { code, state: entitlementState, kind: entitlementKind },
    },
  }
}

/** Refuses whoever does not act for the present owner; the producer acts for all. */
export function refuseOthers(
  ctx: QueryContext,
  { entitlement, owner }: Pick<MovedFrom, 'entitlement' | 'owner'>,
): void {
  if (ctx.scope.all) return
  if (owner && inCallersAccounts(ctx.scope, owner.accountId)) return
  ctx.refuse(refuse('not-current-owner', { entitlementId: entitlement.code }))
}

/** The account that copies go to, and who is told there. */
export interface TargetAccount {
  readonly id: string
  readonly kind: string
  /** `ID (name)`. */
  readonly label: string
  readonly contact: Contact | null
  readonly told: readonly string[]
}

/**
 * Finds the target account and its contact. `isNear` says whether others than the producer may name it: an account
 * that is none of theirs is not found.
 */
export async function targetAccount(
  ctx: QueryContext,
  wish: { readonly account: string; readonly contact?: string | null | undefined },
  isNear: (accountId: string) => Promise<boolean>,
): Promise<TargetAccount> {
  const [account] = await findAccountsByCodes(ctx, [wish.account])
  if (!account || !(ctx.scope.all || (await isNear(account.id)))) throw new NotFound('account', wish.account)
  const { id, kind } = account
  const label = accountLabelOf(account)
  if (account.state !== 'active') ctx.refuse(refuse('account-inactive', { account: label }))
  const contact = wish.contact
    ? (await peopleOf(ctx, { accounts: [], contacts: [wish.contact] })).contact(wish.contact)
    : null
  if (contact && !contact.accountIds.includes(id)) {
    ctx.refuse(refuse('contact-not-of-account', { contact: contact.name, account: label }))
  }
  const told = contact ? [contact] : await peopleOfAccount(ctx, id, TOLD_MAX)
  return { id, kind, label, contact, told: told.flatMap(({ email }) => email || []) }
}

/** Mail addresses of the side that gives: who asked, and the contact of the owner. */
export async function givingSide(ctx: QueryContext, owner: PartyPlace | null): Promise<readonly string[]> {
  const references = [ctx.principal.actorId, owner?.contactUserId].flatMap((one) => one ?? [])
  const people = await findContacts(ctx, [...new Set(references)])
  return [...new Set(people.flatMap(({ email }) => email || []))]
}

import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { AuditSubject, QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { EntitlementKind } from './model.ts'
import type { PartyWish } from './operations/entitlement-shapes.contract.ts'
import { accountLabelOf, planParties, type PlannedParties } from './rules/parties.ts'
import { peopleOf } from './store/account-facts.ts'

/** Accounts as they are wanted: per tier, or in short the one that it is sold to. */
export interface PartiesWish {
  readonly parties: readonly PartyWish[]
  readonly soldTo?: string | null | undefined
}

/** Parties with their accounts as the audit log names them. */
export interface PreparedParties extends PlannedParties {
  readonly subjects: readonly AuditSubject[]
}

/** Finds accounts and contacts and decides the parties. Ends the operation with the first refusal. */
export async function prepareParties(
  ctx: QueryContext,
  kind: EntitlementKind,
  wish: PartiesWish,
  keptAccounts: ReadonlySet<string> = new Set(),
): Promise<PreparedParties> {
  const parties = partiesOf(ctx, kind, wish)
  const people = await peopleOf(ctx, {
    accounts: parties.map(({ account }) => account),
    contacts: parties.flatMap(({ contact }) => contact ?? []),
  })
  const plan = planParties(
    kind,
    parties.map((party) => {
      const account = people.account(party.account)
      const contact = party.contact ? people.contact(party.contact) : null
      return {
        tier: party.tier,
        account,
        contact: contact && {
          id: contact.id,
          name: contact.name,
          isOfAccount: contact.accountIds.includes(account.id),
        },
        isOwner: party.isOwner ?? false,
        isKept: keptAccounts.has(account.id),
      }
    }),
  )
  if (isRefusal(plan)) ctx.refuse(plan)
  const subjects = parties.map(({ account }) => {
    const { id, ...named } = people.account(account)
    return { kind: 'account', id, label: accountLabelOf(named) }
  })
  return { ...plan, subjects }
}

/** The short form: end customer of a regular entitlement, distributor of a bulk one. */
function partiesOf(ctx: QueryContext, kind: EntitlementKind, wish: PartiesWish): readonly PartyWish[] {
  if (!wish.soldTo) return wish.parties
  if (wish.parties.length > 0) ctx.refuse(refuse('sold-to-given-twice'))
  return [{ tier: kind === 'regular' ? 'end-customer' : 'distributor', account: wish.soldTo }]
}

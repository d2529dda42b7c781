import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { tiers, type EntitlementKind, type Tier } from '../model.ts'

/** What the rules need to know of an account. */
export interface AccountFacts {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly isActive: boolean
}

/** A party as it is wanted, with its references found. */
export interface WantedParty {
  readonly tier: Tier
  readonly account: AccountFacts
  /** Whether the contact is a person of the account is known already. */
  readonly contact: { readonly id: string; readonly name: string; readonly isOfAccount: boolean } | null
  readonly isOwner: boolean
  /** A party that was there before may have become inactive since. */
  readonly isKept: boolean
}

/** A party as it will be stored. */
export interface PlannedParty {
  readonly tier: Tier
  readonly accountId: string
  readonly contactUserId: string | null
  readonly isOwner: boolean
}

/** The parties, and the end customer that lists show: `ID (name)`, empty while nobody is known. */
export interface PlannedParties {
  readonly parties: readonly PlannedParty[]
  readonly soldToAccountId: string | null
  readonly soldToLabel: string
}

/** How lists show an account. */
export function accountLabelOf(account: Pick<AccountFacts, 'code' | 'name'>): string {
  return `${account.code} (${account.name})`
}

/**
 * Decides the parties of an entitlement: one account per tier, at most one current owner.
 *
 * Nobody named as owner: the party nearest to the user owns a regular entitlement; a bulk one has no owner,
 * as its keys go out to people who are not known yet. Source: accounts per tier; PRD-02.
 */
export function planParties(kind: EntitlementKind, wanted: readonly WantedParty[]): PlannedParties | Refusal {
  const twice = wanted.find(({ tier }, at) => wanted.findIndex((one) => one.tier === tier) < at)
  if (twice) return refuse('tier-given-twice', { tier: twice.tier })
  if (wanted.filter(({ isOwner }) => isOwner).length > 1) return refuse('several-owners')
  const asleep = wanted.find(({ account, isKept }) => !account.isActive && !isKept)
  if (asleep) return refuse('account-inactive', { account: accountLabelOf(asleep.account) })
  const stranger = wanted.find(({ contact }) => contact !== null && !contact.isOfAccount)
  if (stranger) {
    const account = accountLabelOf(stranger.account)
    return refuse('contact-not-of-account', { contact: stranger.contact?.name, account })
  }
  const owner = wanted.find(({ isOwner }) => isOwner) ?? (kind === 'regular' ? nearest(wanted) : undefined)
  const soldTo = nearest(wanted)?.account ?? null
  return {
    parties: wanted.map((party) => ({
      tier: party.tier,
      accountId: party.account.id,
      contactUserId: party.contact?.id ?? null,
      isOwner: party === owner,
    })),
    soldToAccountId: soldTo?.id ?? null,
    soldToLabel: soldTo ? accountLabelOf(soldTo) : '',
  }
}

function nearest(wanted: readonly WantedParty[]): WantedParty | undefined {
  const place = (party: WantedParty) => tiers.indexOf(party.tier)
  return wanted.toSorted((one, other) => place(other) - place(one))[0]
}

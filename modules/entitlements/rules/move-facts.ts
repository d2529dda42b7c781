import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { tiers, type EntitlementKind, type LineItemKind, type RecordState, type Tier } from '../model.ts'
import { entitlementStateRefusal, lineItemStateRefusal } from './lifecycle.ts'

/** What decides whether copies of a line item may go to another account. */
export interface MoveFacts {
  readonly activationId: string
  readonly kind: LineItemKind
  readonly state: RecordState
  readonly copiesTotal: number
  readonly entitlement: {
    readonly code: string
    readonly state: RecordState
    readonly kind?: EntitlementKind
  }
}

/** Refuses what cannot be transferred as it is now; null otherwise. */
export function moveRefusal(facts: MoveFacts): Refusal | null {
  const refusal = stateRefusal(facts)
  if (refusal) return refusal
  const { kind, code } = facts.entitlement
  return kind === 'bulk' ? refuse('move-of-bulk', { entitlementId: code }) : null
}

function stateRefusal(facts: MoveFacts): Refusal | null {
  const { entitlement } = facts
  if (facts.state !== 'deployed') return lineItemStateRefusal(facts)
  if (entitlement.state !== 'deployed') {
    return entitlementStateRefusal({ ...entitlement, mayBecomeObsolete: false })
  }
  if (facts.kind === 'maintenance') return refuse('move-only-licensed', { activationId: facts.activationId })
  return null
}

/** The same for a split, which leaves something behind; of bulk entitlements it moves keys. */
export function splitRefusal(facts: MoveFacts): Refusal | null {
  const refusal = stateRefusal(facts)
  if (refusal) return refusal
  return facts.copiesTotal > 1 ? null : refuse('split-single-copy', { activationId: facts.activationId })
}

/** A place in the chain of a sale. */
export interface PartyPlace {
  readonly tier: Tier
  readonly accountId: string
  readonly contactUserId: string | null
  readonly isOwner: boolean
}

/** The present owner of an entitlement; null while there is none. */
export function ownerOf(parties: readonly PartyPlace[]): PartyPlace | null {
  return parties.find(({ isOwner }) => isOwner) ?? null
}

/** Whoever hands out the keys of a bulk entitlement: its owner, else the party that is nearest to the user. */
export function keeperOf(parties: readonly PartyPlace[]): PartyPlace | null {
  const nearest = parties.toSorted((one, other) => tiers.indexOf(other.tier) - tiers.indexOf(one.tier))
  return ownerOf(parties) ?? nearest[0] ?? null
}

/** Kinds of accounts that can stand in a tier. */
export function kindsOfTier(tier: Tier): readonly ('customer' | 'self-registered' | 'partner')[] {
  return tier === 'end-customer' ? ['customer', 'self-registered'] : ['partner']
}

/** What an account becomes that is added for a tier. */
export function kindOfNewTarget(tier: Tier): 'customer' | 'partner' {
  return tier === 'end-customer' ? 'customer' : 'partner'
}

/**
 * Why no new account can be added for a tier: it has an account already, or it is not nearer to the user than the
 * present owner's. `labels`: accounts by key whose names the caller may read. ENT-04.
 */
export function newTargetRefusal(
  parties: readonly PartyPlace[],
  owner: PartyPlace | null,
  tier: Tier,
  labels: ReadonlyMap<string, string>,
): Refusal | null {
  const present = parties.find((one) => one.tier === tier)
  if (present) {
    const account = labels.get(present.accountId) ?? 'another account'
    return refuse('new-account-tier-taken', { tier, account })
  }
  if (!owner || tiers.indexOf(tier) > tiers.indexOf(owner.tier)) return null
  return refuse('new-account-not-below', { tier, ownerTier: owner.tier })
}

/** Where a new owner stands in the chain of the sale: partners sell on, all others use. */
export function tierOfKind(kind: string): Tier {
  return kind === 'partner' ? 'reseller' : 'end-customer'
}

/**
 * The parties of what is split off: those before the target's tier stay, the target becomes the owner.
 *
 * A tier that has another account is refused, and so is the present owner as target: a split goes on along the chain
 * of the sale. ENT-04.
 */
export function partiesOfSplit(
  parties: readonly PartyPlace[],
  target: {
    readonly tier: Tier
    readonly accountId: string
    readonly contactUserId: string | null
    readonly kind: string
  },
): readonly PartyPlace[] | Refusal {
  const { tier, accountId, contactUserId } = target
  if (!kindsOfTier(tier).some((kind) => kind === target.kind))
    return refuse('account-not-for-tier', { tier, kind: target.kind })
  if (keeperOf(parties)?.accountId === accountId) return refuse('move-to-owner')
  const present = parties.find((one) => one.tier === tier)
  if (present && present.accountId !== accountId) return refuse('tier-taken', { tier })
  const before = parties.filter((one) => tiers.indexOf(one.tier) < tiers.indexOf(tier))
  return [
    ...before.map((one) => ({ ...one, isOwner: false })),
    { tier, accountId, contactUserId: contactUserId ?? present?.contactUserId ?? null, isOwner: true },
  ]
}

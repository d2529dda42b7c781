import { tiers, type ChangeKind, type Tier } from '@tallystick/entitlements/model.ts'
import type {
  EntitlementWish,
  PartyWish,
} from '@tallystick/entitlements/operations/entitlement-shapes.contract.ts'
import type { Entitlement } from './sold-words.ts'

type CustomValues = NonNullable<EntitlementWish['customAttributes']>

/** One tier while it is filled in. */
export interface PartyDraft {
  readonly account: string | null
  readonly accountLabel: string
  readonly contact: string | null
  readonly contactLabel: string
}

/** The parts of an entitlement besides its line items, while they are filled in. */
export interface HeaderDraft {
  readonly entitlementId: string
  readonly kind: 'regular' | 'bulk'
  /** What the keys of a bulk entitlement give; null: something new. */
  readonly bulkChangeKind: ChangeKind | null
  readonly parties: Readonly<Record<Tier, PartyDraft>>
  /** Null: the party nearest to the user. */
  readonly owner: Tier | null
  readonly description: string
  readonly shipToEmail: string
  readonly shipToAddress: string
  readonly allowsPortalSignIn: boolean
  readonly customAttributes: Readonly<Record<string, unknown>>
}

const NOBODY: PartyDraft = { account: null, accountLabel: '', contact: null, contactLabel: '' }

/** An entitlement of which nothing is known yet. */
export const emptyHeader: HeaderDraft = {
  entitlementId: '',
  kind: 'regular',
  bulkChangeKind: null,
  parties: { 'end-customer': NOBODY, reseller: NOBODY, distributor: NOBODY },
  owner: null,
  description: '',
  shipToEmail: '',
  shipToAddress: '',
  allowsPortalSignIn: true,
  customAttributes: {},
}

/** A stored entitlement, to be edited. */
export function headerOf(one: Entitlement): HeaderDraft {
  const party = (tier: Tier): PartyDraft => {
    const found = one.parties.find((row) => row.tier === tier)
    if (!found) return NOBODY
    const { account, contact } = found
    return {
      account: account.id,
      accountLabel: `${account.accountId} (${account.name})`,
      contact: contact?.id ?? null,
      contactLabel: contact?.name ?? '',
    }
  }
  return {
    entitlementId: one.entitlementId,
    kind: one.kind,
    bulkChangeKind: one.bulkChangeKind,
    parties: {
      'end-customer': party('end-customer'),
      reseller: party('reseller'),
      distributor: party('distributor'),
    },
    owner: one.parties.find(({ isOwner }) => isOwner)?.tier ?? null,
    description: one.description,
    shipToEmail: one.shipToEmail,
    shipToAddress: one.shipToAddress,
    allowsPortalSignIn: one.allowsPortalSignIn,
    customAttributes: one.customAttributes,
  }
}

/** The parties as the server takes them; tiers without an account are left out. */
function partiesOf({ parties, owner }: HeaderDraft): PartyWish[] {
  const named = tiers.filter((tier) => parties[tier].account !== null)
  return named.map((tier) => ({
    tier,
    account: parties[tier].account ?? '',
    contact: parties[tier].contact,
    ...(owner !== null && named.includes(owner) ? { isOwner: tier === owner } : {}),
  }))
}

/** The header as the server takes it, without its ID and kind. */
export function headerFields(draft: HeaderDraft) {
  return {
    parties: partiesOf(draft),
    description: draft.description,
    shipToEmail: draft.shipToEmail,
    shipToAddress: draft.shipToAddress,
    allowsPortalSignIn: draft.allowsPortalSignIn,
    customAttributes: draft.customAttributes as CustomValues,
  }
}

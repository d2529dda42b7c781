import type { Contact } from '@tallystick/accounts/services.ts'
import type { Tx } from '@tallystick/kernel/db/pool.ts'
import type { AccountFacts } from '../rules/parties.ts'
import type { ModelFacts, PartNumberFacts, ProductFacts } from '../rules/sale-facts.ts'
import type { EntitlementRecord, LineItemRecord } from './records.ts'

/** Goods by reference and by key. */
export interface KnownGoods {
  readonly partNumbers: Map<string, PartNumberFacts>
  readonly products: Map<string, ProductFacts>
  readonly models: Map<string, ModelFacts>
  /** Models that products are linked to, by key. They were not chosen, and so are not locked. */
  readonly linkedModels: Map<string, ModelFacts>
  readonly productLines: Map<string, { readonly id: string }>
}

/** An entitlement that is there already. */
export interface ExistingRecords {
  readonly entitlement: EntitlementRecord
  readonly lineItems: readonly LineItemRecord[]
}

/**
 * What an import has read for many entitlements at once, and keeps for its transaction. Goods are locked since they
 * were read, so that their states are what they were.
 */
export interface Gathered {
  readonly goods: KnownGoods
  readonly goodsNames: Map<string, string>
  readonly accounts: Map<string, AccountFacts>
  readonly contacts: Map<string, Contact>
  /** By entitlement ID in lower case; null where there is none. Other IDs were not looked for. */
  readonly existing: Map<string, ExistingRecords | null>
}

const byTransaction = new WeakMap<Tx, Gathered>()

/** What was gathered in this transaction; null in all others, which read for themselves. */
export function gatheredOf(ctx: { readonly tx: Tx }): Gathered | null {
  return byTransaction.get(ctx.tx) ?? null
}

/** Begins to keep what is read in this transaction. */
export function beginGathering(ctx: { readonly tx: Tx }): Gathered {
  const begun = gatheredOf(ctx) ?? {
    goods: noGoods(),
    goodsNames: new Map(),
    accounts: new Map(),
    contacts: new Map(),
    existing: new Map(),
  }
  byTransaction.set(ctx.tx, begun)
  return begun
}

/** Nothing is known yet. */
export function noGoods(): KnownGoods {
  return {
    partNumbers: new Map(),
    products: new Map(),
    models: new Map(),
    linkedModels: new Map(),
    productLines: new Map(),
  }
}

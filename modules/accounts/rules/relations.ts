import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { ACCOUNT_KINDS, type AccountMention } from '../model.ts'

/** A partner and a customer in their places, or the refusal for any other two accounts. */
export type RelationPlan = Refusal | { readonly partner: AccountMention; readonly customer: AccountMention }

/** Tells which of two accounts is the partner. Self-registered accounts count as customers. Row USR-04. */
export function planRelation(one: AccountMention, other: AccountMention): RelationPlan {
  if (one.kind === 'partner' && isCustomer(other)) return { partner: one, customer: other }
  if (other.kind === 'partner' && isCustomer(one)) return { partner: other, customer: one }
  return refuse('account-relation-kinds', {
    partner: one.code,
    partnerKind: ACCOUNT_KINDS[one.kind].toLowerCase(),
    customer: other.code,
    customerKind: ACCOUNT_KINDS[other.kind].toLowerCase(),
  })
}

function isCustomer(account: AccountMention): boolean {
  return account.kind === 'customer' || account.kind === 'self-registered'
}

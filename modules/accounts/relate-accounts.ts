import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import type { AccountMention } from './model.ts'
import { planRelation } from './rules/relations.ts'
import { deleteRelation, insertRelation } from './store/relations.ts'

/** Relates a partner and a customer, given in either order; false when they already are. */
export async function relateAccounts(
  ctx: CommandContext,
  one: AccountMention,
  other: AccountMention,
): Promise<boolean> {
  const plan = planRelation(one, other)
  return isRefusal(plan) ? ctx.refuse(plan) : insertRelation(ctx, plan.partner.id, plan.customer.id)
}

/** Ends the relation of a partner and a customer, given in either order; false when there was none. */
export async function unrelateAccounts(
  ctx: CommandContext,
  one: AccountMention,
  other: AccountMention,
): Promise<boolean> {
  const plan = planRelation(one, other)
  return isRefusal(plan) ? ctx.refuse(plan) : deleteRelation(ctx, plan.partner.id, plan.customer.id)
}

import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import {
  limitedActs,
  supportLimitOf,
  supportPolicyRefusal,
  type LimitedAct,
} from '../rules/support-policy.ts'
import { supportUsesOfItems } from '../store/held-licenses.ts'
import { policyFactsOf, type HeldLicense } from './held-licenses.ts'

/**
 * Whether the policies of their line items allow an act on several licenses at once: each license is one use, counted
 * after those before it. One round trip, and only where a policy limits it. The refusal names the license. LIFE-06.
 */
export async function heldToPolicies(
  ctx: CommandContext,
  all: readonly HeldLicense[],
  act: LimitedAct,
): Promise<Refusal | { readonly overridden: readonly LimitedAct[] }> {
  const limits = new Map(
    all.map(({ item }) => [item.lineItem.id, item.licenseModel && supportLimitOf(policyFactsOf(item), act)]),
  )
  const limited = [...limits].flatMap(([id, limit]) => (limit ? [{ id, count: limit.count }] : []))
  const uses = new Map(await supportUsesOfItems(ctx, limited, limitedActs[act]))
  let overridden = false
  for (const { record } of all) {
    const used = uses.get(record.lineItemId) ?? []
    const refusal = supportPolicyRefusal(act, limits.get(record.lineItemId) ?? null, used, ctx.now)
    uses.set(record.lineItemId, [ctx.now, ...used])
    if (!isRefusal(refusal)) continue
    if (!ctx.may('policies.override')) {
      return refuse(refusal.code, { fulfillment: record.fulfillmentCode, ...refusal.data })
    }
    overridden = true
  }
  return { overridden: overridden ? [act] : [] }
}

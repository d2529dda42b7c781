import { visibleEntitlement } from '@tallystick/entitlements/services.ts'
import type { LineItemFacts } from '@tallystick/entitlements/services.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import type { Fulfillment } from '../resources.ts'
import { actStateRefusal, SUPPORT_ACTS, type ActFacts, type SupportActName } from '../rules/support-acts.ts'
import {
  limitedActs,
  policyFigures,
  supportLimitOf,
  supportPolicyRefusal,
  type LimitedAct,
  type PolicyFigures,
} from '../rules/support-policy.ts'
import { supportUsesOfAll } from '../store/held-licenses.ts'
import { activationFactsOf } from './facts-of.ts'
import { policyFactsOf, standingOfRecord } from './held-licenses.ts'
import { modelAttributesOf } from './license-attributes.ts'

/** How an act on a license stands for this caller. */
export interface LicenseAct {
  readonly name: SupportActName
  /** Why it is not possible now; null when it is. */
  readonly refusal: Refusal | null
  /** The figures of its policy; null where none limits it. */
  readonly figures: PolicyFigures | null
  /** Whether its policy is used up, which this caller may override. */
  readonly isOverride: boolean
}

/** The acts on a license that the caller may know of, with their figures; two round trips. */
export async function actsOn(
  ctx: QueryContext,
  license: Fulfillment,
  item: LineItemFacts,
): Promise<readonly LicenseAct[]> {
  if (item.licenseModel === null) return []
  const reach = await reachOf(ctx, license)
  const names = (Object.keys(SUPPORT_ACTS) as SupportActName[]).filter((name) => reach(name))
  const policies = policyFactsOf(item)
  const limits = new Map(names.map((name) => [name, supportLimitOf(policies, SUPPORT_ACTS[name].policy)]))
  const limited = [...limits].flatMap(([name, limit]) => (limit ? [{ name, limit }] : []))
  const uses = await supportUsesOfAll(
    ctx,
    license.lineItemId,
    limited.map(({ name }) => limitedActs[SUPPORT_ACTS[name].policy]),
    Math.max(0, ...limited.map(({ limit }) => limit.count)),
  )
  const facts = actFactsOf(ctx, license, item)
  return names.map((name) => {
    const policy: LimitedAct = SUPPORT_ACTS[name].policy
    const limit = limits.get(name) ?? null
    const used = uses.get(limitedActs[policy]) ?? []
    const exhausted = supportPolicyRefusal(policy, limit, used, ctx.now)
    const isOverride = exhausted !== null && ctx.may('policies.override')
    return {
      name,
      refusal: actStateRefusal(name, facts) ?? (isOverride ? null : exhausted),
      figures: limit && policyFigures(limit, used, ctx.now),
      isOverride,
    }
  })
}

function actFactsOf(ctx: QueryContext, license: Fulfillment, item: LineItemFacts): ActFacts {
  const { lineItem, products, model, today } = activationFactsOf(ctx, item)
  return {
    license: standingOfRecord(license),
    lineItem,
    products,
    model,
    today,
    settings: {
      starts: license.startsOn,
      expires: license.expiresOn,
      versionDate: license.versionDate,
      attributes: modelAttributesOf(license),
    },
  }
}

/** Which acts the caller's permissions reach on this license. */
async function reachOf(ctx: QueryContext, license: Fulfillment): Promise<(name: SupportActName) => boolean> {
  const mayAct = await permittedOn(ctx, license)
  return (name) => mayAct(SUPPORT_ACTS[name].permission, SUPPORT_ACTS[name].childPermission)
}

/** Whether permissions of the caller reach a license: it may be of an account below the own one. */
export async function permittedOn(
  ctx: QueryContext,
  license: Fulfillment,
): Promise<(permission: string, childPermission: string | null) => boolean> {
  if (ctx.scope.all) return (permission) => ctx.may(permission)
  const { isOwn } = await ctx.tx.one<{ isOwn: boolean }>(
    sql`SELECT ${visibleEntitlement(
      ctx.principal.ownScope,
      sql`${ctx.tenantId}::uuid`,
      sql`${license.entitlementId}::uuid`,
    )} AS "isOwn"`,
  )
  return (permission, childPermission) =>
    childPermission !== null && ctx.may(permission) && (isOwn || ctx.may(childPermission))
}

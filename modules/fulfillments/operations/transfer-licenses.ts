import { hostMoveRefusal } from '@tallystick/hosts/rules/host-licenses.ts'
import { hostResource, type Host } from '@tallystick/hosts/services.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement, type CommandContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { consolidateWherePossible, issuedToJoin } from '../issuing/consolidating.ts'
import {
  lockLicensesOf,
  reissue,
  shipToRefusal,
  standingOf,
  type HeldLicenses,
} from '../issuing/held-licenses.ts'
import { hostAttributesOfMany } from '../issuing/held-technology.ts'
import type { IssuedRecord } from '../issuing/issue-license.ts'
import { hostAttributesOf } from '../issuing/license-attributes.ts'
import { cannotGo, placeOf, rehostFactsOf } from '../issuing/going-along.ts'
import { hostIdSettingsOf } from '../issuing/license-settings.ts'
import { heldToPolicies } from '../issuing/policies-of-many.ts'
import { readHostRequests } from '../issuing/read-hosts.ts'
import { carryOut } from '../issuing/support-outcome.ts'
import { viewConsolidation } from '../issuing/view-consolidated.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import type { HostRequest } from '../rules/activation-facts.ts'
import type { HostAttributes } from '../rules/held-licenses.ts'
import { planHostChange, targetRefusal } from '../rules/move-host.ts'
import { countOnHost, lineItemKeysOnHost, lockLicensesOfHost } from '../store/licenses-of-host.ts'
import { transferLicenses } from './transfer-licenses.contract.ts'

/** Moves all licenses of hosts; the new ones are signed with the active key of the ring. */
export function transferLicensesWith(ring: KeyRing): Operation {
  return implement(transferLicenses, async (ctx, input) => {
    const wrong = shipToRefusal(input)
    if (wrong) return ctx.refuse(wrong)
    const host = await find(ctx, hostResource, input.host)
    const closed = hostMoveRefusal({ label: host.label, ...(await countOnHost(ctx, host.id)) })
    if (closed) return ctx.refuse(closed)
    const read = readHostRequests([input.target], await hostIdSettingsOf(ctx))
    if (isRefusal(read)) return ctx.refuse(read)
    const [target] = read
    invariant(target, 'One request for hosts is read as one.')
    const unfit = targetRefusal(host, target)
    if (unfit) return ctx.refuse(unfit)
    const held = await lockAll(ctx, host, ring)
    if (isRefusal(held)) return ctx.refuse(held)
    const records = held.licenses.map(({ record }) => record)
    const given = await hostAttributesOfMany(ctx, records, input.target.hostAttributes)
    if (isRefusal(given)) return ctx.refuse(given)
    const moved = moveAll(ctx, held, host, { hosts: target, attributes: given }, input)
    if (isRefusal(moved)) return ctx.refuse(moved)
    const taking = held.licenses.filter((one) => standingOf(one).takesCopies)
    const policy = await heldToPolicies(ctx, taking, 'rehosts')
    if (isRefusal(policy)) return ctx.refuse(cannotGo(String(policy.data['fulfillment']), policy))

    const joined = input.consolidate
      ? consolidateWherePossible(issuedToJoin(moved.issued), held.issue)
      : { made: [], alone: [], warnings: [] }
    const outcome = await carryOut(ctx, {
      event: 'license.transferred',
      ended: held.licenses.map((one) => ({ held: one, as: 'transfer' })),
      issued: moved.issued,
      copies: [],
      consolidates: joined.made,
      joinsGenerated: input.consolidate,
      policiesOverridden: [...policy.overridden, ...moved.overridden],
      details: { from: host.label, to: labelOf(target) },
      about: [{ kind: 'host', id: host.id, label: host.label }],
      payload: { hostId: host.id, consolidatedIds: joined.made.map(({ id }) => id) },
      shipToEmail: input.shipToEmail,
      language: input.language,
    })
    const { consolidated, warnings } = viewConsolidation(joined)
    return { ...outcome, consolidated, warnings }
  })
}

/** Locks the line items of all licenses on a host, then the licenses. */
async function lockAll(ctx: CommandContext, host: Host, ring: KeyRing): Promise<HeldLicenses | Refusal> {
  const lineItems = { keysFrom: lineItemKeysOnHost(ctx, host.id), named: [] }
  const held = await lockLicensesOf(ctx, lineItems, ring, (ids) => lockLicensesOfHost(ctx, host.id, ids))
  // Somebody else may have ended them while this waited for the locks.
  const gone = hostMoveRefusal({ label: host.label, active: held?.licenses.length ?? 0, hidden: 0 })
  if (gone) return gone
  invariant(held, 'Licenses have line items.')
  return held
}

function moveAll(
  ctx: CommandContext,
  { licenses, issue }: HeldLicenses,
  host: Host,
  target: { readonly hosts: HostRequest; readonly attributes: ReadonlyMap<string, HostAttributes> },
  shipTo: { readonly shipToEmail?: string | undefined; readonly shipToAddress?: string | undefined },
): { readonly issued: readonly IssuedRecord[]; readonly overridden: readonly string[] } | Refusal {
  const issued: IssuedRecord[] = []
  const overridden: string[] = []
  for (const one of licenses) {
    const plan = planHostChange(rehostFactsOf(ctx, one), host, target.hosts)
    if (isRefusal(plan)) return cannotGo(one.record.fulfillmentCode, plan)
    const given = target.attributes.get(one.record.technology)
    const hostAttributes = { ...hostAttributesOf(one.record), ...given }
    const moved = reissue(one, { hosts: plan.hosts, hostAttributes, place: placeOf(one) }, issue, shipTo)
    if (isRefusal(moved)) return cannotGo(one.record.fulfillmentCode, moved)
    issued.push(moved)
    overridden.push(...plan.policiesOverridden)
  }
  return { issued, overridden }
}

function labelOf({ servers = [], nodeHosts = [] }: HostRequest): string {
  return [...servers.map(({ hostId }) => hostId), ...nodeHosts].map(({ text }) => text).join(' ')
}

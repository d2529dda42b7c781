import type { AttributeValues } from '@tallystick/catalog/rules/model-attributes.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement, type CommandContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { ConsolidatedLicenses } from '../consolidated-resources.ts'
import { consolidateWherePossible, issuedToJoin } from '../issuing/consolidating.ts'
import { modelOf } from '../issuing/facts-of.ts'
import {
  holdingOf,
  lockLicenses,
  reissue,
  shipToRefusal,
  standingOf,
  type HeldLicense,
  type ShipTo,
} from '../issuing/held-licenses.ts'
import type { IssuedRecord, IssueFacts } from '../issuing/issue-license.ts'
import { hostIdSettingsOf } from '../issuing/license-settings.ts'
import { heldToPolicies } from '../issuing/policies-of-many.ts'
import { readHostRequests } from '../issuing/read-hosts.ts'
import { carryOut } from '../issuing/support-outcome.ts'
import { viewConsolidation } from '../issuing/view-consolidated.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import type { HostRequest } from '../rules/activation-facts.ts'
import { consolidatedRefusal } from '../rules/consolidate.ts'
import { planRehost } from '../rules/rehost-license.ts'
import { livingMembers } from '../store/consolidated-licenses.ts'
import { rehostConsolidatedLicense } from './rehost-consolidated-license.contract.ts'

/** Rehosts consolidated licenses; what is new is signed with the active key of the ring. */
export function rehostConsolidatedWith(ring: KeyRing): Operation {
  return implement(rehostConsolidatedLicense, async (ctx, input) => {
    const wrong = shipToRefusal(input)
    if (wrong) return ctx.refuse(wrong)
    const earlier = await find(ctx, ConsolidatedLicenses, input.consolidatedLicense)
    const closed = consolidatedRefusal(earlier)
    if (closed) return ctx.refuse(closed)
    const { licenses, issue } = await lockLicenses(ctx, await livingMembers(ctx, earlier.id), ring)
    const moved = await moveAll(ctx, licenses, issue, input)
    if (isRefusal(moved)) return ctx.refuse(moved)
    const policy = await heldToPolicies(ctx, licenses, 'rehosts')
    if (isRefusal(policy)) return ctx.refuse(policy)

    const consolidation = consolidateWherePossible(issuedToJoin(moved.issued), issue)
    const { consolidated, warnings } = viewConsolidation(consolidation)
    const outcome = await carryOut(ctx, {
      event: 'license.rehosted',
      ended: licenses.map((held) => ({ held, as: 'rehost' })),
      issued: moved.issued,
      copies: [],
      consolidates: consolidation.made,
      policiesOverridden: [...policy.overridden, ...moved.overridden],
      details: { from: earlier.criteria, consolidatedLicense: earlier.consolidatedCode },
      about: [
        { kind: 'consolidated-license', id: earlier.id, label: earlier.consolidatedCode },
        ...consolidation.made.map(({ id, consolidatedCode }) => ({
          kind: 'consolidated-license',
          id,
          label: consolidatedCode,
        })),
      ],
      payload: { consolidatedIds: consolidated.map(({ id }) => id) },
      shipToEmail: input.shipToEmail,
      language: input.language,
    })
    return { ...outcome, consolidated, warnings }
  })
}

type Wish = ShipTo & { readonly hosts: Parameters<typeof readHostRequests>[0][number] }

interface MovedLicenses {
  readonly issued: readonly IssuedRecord[]
  readonly overridden: readonly string[]
}

/** Every license on the new host, or the first refusal, which names the license. */
async function moveAll(
  ctx: CommandContext,
  licenses: readonly HeldLicense[],
  issue: IssueFacts,
  wish: Wish,
): Promise<MovedLicenses | Refusal> {
  const read = readHostRequests([wish.hosts], await hostIdSettingsOf(ctx))
  if (isRefusal(read)) return read
  const [asked] = read
  invariant(asked, 'One request for hosts is read as one.')
  const issued: IssuedRecord[] = []
  const overridden: string[] = []
  for (const held of licenses) {
    const plan = planRehost(factsOf(ctx, held), { hosts: hostsFor(held, asked) })
    if (isRefusal(plan)) return about(held, plan)
    const place = { supportAction: 'master', chainId: held.record.chainId, takesCopies: true } as const
    const moved = reissue(held, { hosts: plan.hosts, place }, issue, wish)
    if (isRefusal(moved)) return about(held, moved)
    issued.push(moved)
    overridden.push(...plan.policiesOverridden)
  }
  return { issued, overridden }
}

/** Licenses of a server go to the other server with the machines that they have. */
function hostsFor({ hosts }: HeldLicense, asked: HostRequest): HostRequest {
  return hosts.servers === null ? asked : { ...asked, nodeHosts: hosts.nodeHosts }
}

function factsOf(ctx: CommandContext, held: HeldLicense) {
  const { record, item } = held
  return {
    license: { ...standingOf(held), ...holdingOf(held) },
    attributes: record.attributes as unknown as AttributeValues,
    hostTexts: [...record.servers, ...record.nodeHosts],
    lineItem: item.lineItem,
    model: modelOf(item),
    mayOverridePolicies: ctx.may('policies.override'),
  }
}

function about({ record }: HeldLicense, refusal: Refusal): Refusal {
  return refuse(refusal.code, { fulfillment: record.fulfillmentCode, ...refusal.data })
}

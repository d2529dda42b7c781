import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { CommandContext } from '@tallystick/kernel/operation/implement.ts'
import type { HostRequest } from '../rules/activation-facts.ts'
import { planRehost } from '../rules/rehost-license.ts'
import { rehostFactsOf } from './going-along.ts'
import { hostAttributesGiven } from './held-technology.ts'
import { reissue, type HeldLicense, type ShipTo } from './held-licenses.ts'
import type { IssuedRecord, IssueFacts } from './issue-license.ts'
import { hostIdSettingsOf } from './license-settings.ts'
import { readHostRequests } from './read-hosts.ts'

/** Where several licenses go, and to whom they are mailed. */
export type Wish = ShipTo & { readonly hosts: Parameters<typeof readHostRequests>[0][number] }

/** Licenses on their new host. */
export interface MovedLicenses {
  readonly issued: readonly IssuedRecord[]
  readonly overridden: readonly string[]
}

/** Every license on the new host, or the first refusal, which names the license. */
export async function moveAll(
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
    const plan = planRehost(rehostFactsOf(ctx, held), { hosts: hostsFor(held, asked) })
    if (isRefusal(plan)) return about(held, plan)
    const given = await hostAttributesGiven(ctx, held.record, wish.hosts.hostAttributes)
    if (isRefusal(given)) return about(held, given)
    const { hostAttributes } = given
    const place = { supportAction: 'master', chainId: held.record.chainId, takesCopies: true } as const
    const moved = reissue(held, { hosts: plan.hosts, hostAttributes, place }, issue, wish)
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

function about({ record }: HeldLicense, refusal: Refusal): Refusal {
  return refuse(refusal.code, { fulfillment: record.fulfillmentCode, ...refusal.data })
}

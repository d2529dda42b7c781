import { hostMoveRefusal } from '@tallystick/hosts/rules/host-licenses.ts'
import { hostResource, type Host } from '@tallystick/hosts/services.ts'
import { workRowByRow } from '@tallystick/kernel/jobs/row-by-row.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementLong, type LongContext, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { z } from 'zod'
import { hostTarget } from '../issuing/host-target.ts'
import { refusalTexts } from '../issuing/refusal-texts.ts'
import { hostReport, openHostReport, transferredWith, type HostContent } from '../store/host-transfers.ts'
import { countOnHost } from '../store/licenses-of-host.ts'
import { transferHost, transferHosts } from './transfer-hosts.contract.ts'

type Wish = z.output<typeof transferHosts.input>

/** Transfers hosts one after the other, each by the operation that transfers one. */
export default implementLong(
  transferHosts,
  async (work, input) => {
    const { account, pool } = input
    const counts = await workRowByRow(work, {
      report: hostReport,
      texts: refusalTexts,
      open: (given) => open(given, work, input),
      doOne: async (joint, host) =>
        transferredWith((await joint.run(transferHost.name, { host, account, pool })) as HostContent),
    })
    return counts && { total: counts.total, transferred: counts.done, refused: counts.refused }
  },
  async (ctx, input) => {
    const hosts = await hostsOf(ctx, input)
    await hostTarget(ctx, hosts, input.account)
    for (const host of hosts) {
      const refusal = hostMoveRefusal({ label: host.label, ...(await countOnHost(ctx, host.id)) })
      if (refusal) ctx.refuse(refusal)
    }
  },
)

/** The hosts of a request, each once, in their order. */
async function hostsOf(ctx: QueryContext, { hosts }: Wish): Promise<readonly Host[]> {
  const found: Host[] = []
  for (const one of new Set(hosts)) found.push(await find(ctx, hostResource, one))
  return found
}

async function open(given: QueryContext, { jobId, principal }: LongContext, input: Wish): Promise<void> {
  const { permissions, childScope, ownScope } = principal
  const isWide = permissions.has(transferHosts.childPermission ?? '')
  const ctx = { ...given, scope: isWide ? childScope : ownScope }
  const hosts = await hostsOf(ctx, input)
  await openHostReport(ctx, jobId, await hostTarget(ctx, hosts, input.account), hosts)
}

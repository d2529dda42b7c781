import { hostMoveRefusal } from '@tallystick/hosts/rules/host-licenses.ts'
import { hostResource, type Host } from '@tallystick/hosts/services.ts'
import { problemInWords } from '@tallystick/kernel/errors/problem-in-words.ts'
import { isLoss, survivingLoss } from '@tallystick/kernel/db/database-loss.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementLong, type LongContext, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { z } from 'zod'
import { hostTarget } from '../issuing/host-target.ts'
import { refusalTexts } from '../issuing/refusal-texts.ts'
import { closeHostRow, countHostReport, nextHost, openHostReport } from '../store/host-transfers.ts'
import { countOnHost } from '../store/licenses-of-host.ts'
import { transferHost, transferHosts } from './transfer-hosts.contract.ts'

type Wish = z.output<typeof transferHosts.input>

/**
 * Transfers hosts one after the other, each in a transaction of its own that also closes its row of the report. So a
 * job that was killed, or whose database was lost, goes on with the first host that still waits.
 */
export default implementLong(
  transferHosts,
  async (work, input) => {
    const surviving = <T>(step: () => Promise<T>) => survivingLoss(step, work.isStopped)
    const report = () => surviving(() => work.read((ctx) => countHostReport(ctx, work.jobId)))
    if ((await report()).total === 0) await surviving(() => begin(work, input))
    const { total, waiting } = await report()
    let done = total - waiting
    await work.progress(done, total)
    while (!work.isStopped()) {
      const row = await surviving(() => work.read((ctx) => nextHost(ctx, work.jobId)))
      if (!row) break
      await transferOne(work, input, row)
      done += 1
      await work.progress(done, total)
    }
    if (work.isStopped() && !work.isCancelled()) return null
    const { transferred, refused } = await report()
    return { total, transferred, refused }
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

function begin(work: LongContext, input: Wish): Promise<void> {
  return work.note(async (given) => {
    const { permissions, childScope, ownScope } = work.principal
    const isWide = permissions.has(transferHosts.childPermission ?? '')
    const ctx = { ...given, scope: isWide ? childScope : ownScope }
    const hosts = await hostsOf(ctx, input)
    await openHostReport(ctx, work.jobId, await hostTarget(ctx, hosts, input.account), hosts)
  })
}

async function transferOne(
  work: LongContext,
  { account, pool }: Wish,
  { number, hostId }: { readonly number: number; readonly hostId: string },
): Promise<void> {
  try {
    await work.runTogether(async (joint) => {
      const moved = await joint.run(transferHost.name, { host: hostId, account, pool })
      await closeHostRow(joint.ctx, work.jobId, number, moved as { licenses: number; copies: number })
    })
  } catch (error) {
    // What was lost with the database is looked at again: the row says whether it was done.
    if (isLoss(error)) return
    const problem = problemInWords(error, refusalTexts)
    if (!problem) throw error
    await survivingLoss(
      () => work.note((ctx) => closeHostRow(ctx, work.jobId, number, problem)),
      work.isStopped,
    )
  }
}

import { Refused } from '@tallystick/kernel/errors/problems.ts'
import { implementLong, type LongContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { consolidate } from '../issuing/generator.ts'
import { joinTask } from '../issuing/generator-of.ts'
import type { Sealer } from '../keys/sealer.ts'
import { generateConsolidatedLicenses } from './consolidate-licenses.contract.ts'

/**
 * The job between two commands that joins active licenses: each group's generator is asked, then its file is written.
 * A group that was written before a kill is known by its key, so it is written once. A group whose licenses have ended
 * meanwhile is left out. A generator that cannot be asked ends the job with the reason: nothing has changed, and whoever
 * wants the file consolidates again. One that is cancelled asks for no further group.
 */
export function generateConsolidatedLicensesWith(sealer: Sealer): Operation {
  return implementLong(generateConsolidatedLicenses, async (work, { groups }) => {
    const report = { joined: 0, leftOut: 0 }
    for (const [at, ids] of groups.entries()) {
      if (work.isStopped()) break
      if (await joinOne(work, ids, { at, sealer })) report.joined += 1
      else report.leftOut += 1
      await work.progress(at + 1, groups.length)
    }
    return report
  })
}

async function joinOne(
  work: LongContext,
  ids: readonly string[],
  { at, sealer }: { readonly at: number; readonly sealer: Sealer },
): Promise<boolean> {
  const task = await work.read((ctx) => joinTask(ctx, ids, sealer))
  if (task === null) return false
  const { files } = await consolidate(task.generator, task.hosts, task.licenses)
  try {
    const key = `joined ${work.jobId} ${at}`
    await work.run('supply-consolidated-license', { fulfillments: ids, files }, { key })
    return true
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    // The same group with other bytes: it was written by this job before it was killed.
    return error.refusal.code === 'key-reused'
  }
}

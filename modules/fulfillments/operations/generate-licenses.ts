import { implementLong, type LongContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { askGenerator, type GenerationCounts } from '../issuing/asking-generator.ts'
import { GeneratorProblem } from '../issuing/generator.ts'
import { generationTask } from '../issuing/generator-of.ts'
import type { Sealer } from '../keys/sealer.ts'
import { noteHold, stillOnHold } from '../store/held-licenses-of-technologies.ts'
import { generateLicenses } from './held-licenses.contract.ts'

/** How often it is looked anew what waits, when persons supply or refuse some of the licenses meanwhile. */
const LOOKS_MAX = 5

/** Licenses of one technology that wait. */
type Waiting = Awaited<ReturnType<typeof stillOnHold>>[number]

/**
 * The job between two commands: an activation or an act has left licenses on hold; here their generators are asked,
 * outside of every transaction, and then they are supplied, or refused with the reason. A generator that cannot be
 * asked leaves them on hold with the reason noted: nothing is lost, and the producer can have it asked again. What was
 * done before a kill does not wait any more, so a job that goes on asks for the rest; one that is cancelled asks no
 * further generator.
 */
export function generateLicensesWith(sealer: Sealer): Operation {
  return implementLong(generateLicenses, async (work, { fulfillments, consolidate }) => {
    const report = { supplied: 0, rejected: 0, waiting: 0, problem: null as string | null }
    const failed = new Set<string>()
    for (let look = 0; look < LOOKS_MAX; look += 1) {
      const all = await work.read((ctx) => stillOnHold(ctx, fulfillments))
      const left = all.filter(({ technology }) => !failed.has(technology))
      if (left.length === 0) break
      for (const waiting of left) {
        if (work.isStopped()) return report
        const done = await askFor(work, waiting, { sealer, consolidate })
        if (done === null) continue
        if ('problem' in done) {
          failed.add(waiting.technology)
          report.waiting += waiting.ids.length
          report.problem = done.problem
          continue
        }
        report.supplied += done.supplied
        report.rejected += done.rejected
        await work.progress(report.supplied + report.rejected, fulfillments.length)
      }
    }
    return report
  })
}

async function askFor(
  work: LongContext,
  waiting: Waiting,
  { sealer, consolidate }: { readonly sealer: Sealer; readonly consolidate: boolean },
): Promise<GenerationCounts | { readonly problem: string } | null> {
  try {
    const task = await work.read((ctx) => generationTask(ctx, waiting, sealer))
    return await askGenerator(work, task, consolidate)
  } catch (error) {
    if (!(error instanceof GeneratorProblem)) throw error
    await work.note((ctx) => noteHold(ctx, waiting.ids, error.message))
    return { problem: error.message }
  }
}

import { problemInWords } from '@tallystick/kernel/errors/problem-in-words.ts'
import { isLoss, survivingLoss } from '@tallystick/kernel/db/database-loss.ts'
import { implementLong, type LongContext } from '@tallystick/kernel/operation/implement.ts'
import { changeTexts } from '../change-texts.ts'
import { changeOf, selectionOf } from '../change-selection.ts'
import { changeVerbs } from '../rules/line-item-changes.ts'
import {
  closeRow,
  countReport,
  nextRow,
  openReport,
  selectedLineItems,
  type ChangeRow,
} from '../store/bulk-changes.ts'
import { CHANGES_MAX, changeLineItems, type BulkChange } from './bulk-changes.contract.ts'

/**
 * Changes line items one after the other, each in a transaction of its own that also closes its row of the report. So
 * a job that was killed, or whose database was lost, goes on with the first row that still waits.
 */
export default implementLong(
  changeLineItems,
  async (work, input) => {
    const surviving = <T>(step: () => Promise<T>) => survivingLoss(step, work.isStopped)
    const report = () => surviving(() => work.read((ctx) => countReport(ctx, work.jobId)))
    if ((await report()).total === 0) await surviving(() => begin(work, input))
    const { total, waiting } = await report()
    let done = total - waiting
    await work.progress(done, total)
    while (!work.isStopped()) {
      const row = await surviving(() => work.read((ctx) => nextRow(ctx, work.jobId)))
      if (!row) break
      await changeRow(work, input, row)
      done += 1
      await work.progress(done, total)
    }
    if (work.isStopped() && !work.isCancelled()) return null
    const { changed, refused } = await report()
    return { total, changed, refused }
  },
  async (ctx, input) => {
    await selectionOf(ctx, input)
  },
)

function begin(work: LongContext, input: BulkChange): Promise<void> {
  return work.note(async (ctx) => {
    const { selection } = await selectionOf(ctx, input)
    await openReport(ctx, work.jobId, await selectedLineItems(ctx, selection, CHANGES_MAX))
  })
}

async function changeRow(
  work: LongContext,
  input: BulkChange,
  { number, lineItemId }: ChangeRow,
): Promise<void> {
  try {
    await work.runTogether(async (joint) => {
      const operation = `${changeVerbs[input.kind]}-line-item`
      const { id } = (await joint.run(operation, changeOf(input, lineItemId))) as { id: string }
      await closeRow(joint.ctx, work.jobId, number, { newLineItemId: id })
    })
  } catch (error) {
    // What was lost with the database is looked at again: the row says whether it was done.
    if (isLoss(error)) return
    const problem = problemInWords(error, changeTexts)
    if (!problem) throw error
    await survivingLoss(() => work.note((ctx) => closeRow(ctx, work.jobId, number, problem)), work.isStopped)
  }
}

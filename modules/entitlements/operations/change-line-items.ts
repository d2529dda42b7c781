import { workRowByRow } from '@tallystick/kernel/jobs/row-by-row.ts'
import { implementLong } from '@tallystick/kernel/operation/implement.ts'
import { changeTexts } from '../change-texts.ts'
import { changeOf, selectionOf } from '../change-selection.ts'
import { changeVerbs } from '../rules/line-item-changes.ts'
import { changedInto, changeReport, openReport, selectedLineItems } from '../store/bulk-changes.ts'
import { CHANGES_MAX, changeLineItems } from './bulk-changes.contract.ts'

/** Changes line items one after the other, each by the operation that changes one. */
export default implementLong(
  changeLineItems,
  async (work, input) => {
    const counts = await workRowByRow(work, {
      report: changeReport,
      texts: changeTexts,
      open: async (ctx) => {
        const { selection } = await selectionOf(ctx, input)
        await openReport(ctx, work.jobId, await selectedLineItems(ctx, selection, CHANGES_MAX))
      },
      doOne: async (joint, lineItemId) => {
        const operation = `${changeVerbs[input.kind]}-line-item`
        const { id } = (await joint.run(operation, changeOf(input, lineItemId))) as { id: string }
        return changedInto(joint.ctx, id)
      },
    })
    return counts && { total: counts.total, changed: counts.done, refused: counts.refused }
  },
  async (ctx, input) => {
    await selectionOf(ctx, input)
  },
)

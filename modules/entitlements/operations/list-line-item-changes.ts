import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { listLineItemChanges } from './bulk-changes.contract.ts'

/** Reports are the producer's: their rows are of many accounts. */
export default implementList(
  bindList(listLineItemChanges, {
    base: sql`line_item_change_row AS r`,
    alias: 'r',
    id: sql`r.line_item_id`,
    where: (ctx, input) => sql`r.tenant_id = ${ctx.tenantId} AND r.job_id = ${String(input['job'])}
      AND ${ctx.scope.all ? sql`TRUE` : sql`FALSE`}`,
    extras: { newLineItemKey: sql`r.new_line_item_id` },
    columns: {
      number: { value: sql`r.number`, sortType: 'integer' },
      activationId: { value: sql`r.activation_id` },
      soldTo: { value: sql`r.sold_to_label` },
      products: { value: sql`r.products_label` },
      outcome: { value: sql`r.outcome` },
      newActivationId: { value: sql`r.new_activation_id` },
      reason: { value: sql`r.reason` },
      code: { value: sql`r.code` },
    },
  }),
)

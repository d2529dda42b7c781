import { bindList } from '@tallystick/kernel/list/bind.ts'
import { implementList } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'
import { visibleTransfer } from '../store/transfers.ts'
import { listTransfers } from './list-transfers.contract.ts'

export default implementList(
  bindList(listTransfers, {
    base: sql`line_item_transfer AS t`,
    alias: 't',
    id: sql`t.transfer_id`,
    where: (ctx) =>
      sql`t.tenant_id = ${ctx.tenantId} AND t.kind = 'transfer' AND ${visibleTransfer(ctx.scope)}`,
    extras: { lineItemKey: sql`t.line_item_id`, originKey: sql`t.origin_line_item_id` },
    columns: {
      state: { value: sql`t.state` },
      activationId: { value: sql`t.activation_id` },
      originActivationId: { value: sql`t.origin_activation_id` },
      products: { value: sql`t.products_label` },
      from: { value: sql`t.from_label` },
      to: { value: sql`t.to_label` },
      copies: { value: sql`t.copies` },
      note: { value: sql`t.note` },
      requestedBy: { value: sql`t.requested_by` },
      requestedAt: { value: sql`t.requested_at`, sortType: 'timestamptz' },
      decidedBy: { value: sql`t.decided_by` },
      decidedAt: { value: sql`t.decided_at` },
      reason: { value: sql`t.reason` },
    },
  }),
)

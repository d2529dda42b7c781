import type { Resource } from '@tallystick/kernel/operation/find.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import type { Scope } from '@tallystick/kernel/operation/principal.ts'
import { inScope } from '@tallystick/kernel/operation/scope.ts'
import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import sql, { empty, type Sql } from 'sql-template-tag'
import type { DoneMove } from '../move-copies.ts'
import type { TransferState } from '../model.ts'
import { visibleLineItem } from './visibility.ts'

/** A transfer as it is stored. */
export interface TransferRecord {
  readonly id: string
  readonly kind: 'split' | 'transfer'
  readonly state: TransferState
  readonly lineItemId: string
  readonly activationId: string
  readonly originLineItemId: string
  readonly originActivationId: string
  readonly products: string
  readonly fromAccountId: string | null
  readonly fromLabel: string
  readonly toAccountId: string
  readonly toLabel: string
  readonly copies: number
  readonly moves: readonly DoneMove[]
  readonly note: string
  readonly reason: string
  readonly requestedBy: string
  readonly requestedByUserId: string | null
  readonly requestedAt: string
  readonly decidedBy: string
  readonly decidedAt: string | null
}

/** SQL condition: the transfer `t` is one of an account that the caller acts for, on either side. */
export function visibleTransfer(scope: Scope): Sql {
  return sql`(${inScope(scope, sql`t.from_account_id`)} OR ${inScope(scope, sql`t.to_account_id`)})`
}

/** How a transfer is found: by key, or by the activation ID of the line item that waits. Only the producer decides. */
export const Transfers: Resource<TransferRecord> = {
  kind: 'transfer',
  select: (ctx, reference, lock) => sql`SELECT ${transferColumns} FROM line_item_transfer t
    WHERE t.tenant_id = ${ctx.tenantId} AND t.kind = 'transfer' AND ${ctx.scope.all ? sql`TRUE` : sql`FALSE`}
      AND ${isUuid(reference) ? sql`t.transfer_id = ${reference}` : sql`t.state = 'waiting' AND t.activation_id = ${reference}`}
    ${lock ? sql`FOR NO KEY UPDATE OF t` : empty}`,
  fromRow: (row) => row,
}

const transferColumns = sql`t.transfer_id AS id, t.kind, t.state, t.line_item_id AS "lineItemId",
  t.activation_id AS "activationId", t.origin_line_item_id AS "originLineItemId",
  t.origin_activation_id AS "originActivationId", t.products_label AS products, t.from_account_id AS "fromAccountId",
  t.from_label AS "fromLabel", t.to_account_id AS "toAccountId", t.to_label AS "toLabel", t.copies, t.moves, t.note,
  t.reason, t.requested_by AS "requestedBy", t.requested_by_user_id AS "requestedByUserId",
  t.requested_at AS "requestedAt", t.decided_by AS "decidedBy", t.decided_at AS "decidedAt"`

/** Writes a transfer, waiting or done. */
export async function insertTransfer(ctx: QueryContext, transfer: TransferRecord): Promise<void> {
  await ctx.tx
    .run(sql`INSERT INTO line_item_transfer (tenant_id, transfer_id, kind, state, line_item_id, activation_id,
      origin_line_item_id, origin_activation_id, products_label, from_account_id, from_label, to_account_id, to_label,
      copies, moves, note, requested_by, requested_by_user_id, requested_at, decided_by, decided_at)
    VALUES (${ctx.tenantId}, ${transfer.id}, ${transfer.kind}, ${transfer.state}, ${transfer.lineItemId}, ${transfer.activationId},
      ${transfer.originLineItemId}, ${transfer.originActivationId}, ${transfer.products}, ${transfer.fromAccountId},
      ${transfer.fromLabel}, ${transfer.toAccountId}, ${transfer.toLabel}, ${transfer.copies},
      ${JSON.stringify(transfer.moves)}::jsonb, ${transfer.note}, ${transfer.requestedBy},
      ${transfer.requestedByUserId}, ${transfer.requestedAt}, ${transfer.decidedBy}, ${transfer.decidedAt})`)
}

/** Writes the decision about a transfer whose lock is held. */
export async function decideTransfer(
  ctx: QueryContext,
  id: string,
  state: 'approved' | 'rejected',
  reason: string,
): Promise<void> {
  await ctx.tx.run(sql`UPDATE line_item_transfer SET state = ${state}, reason = ${reason},
      decided_by = ${ctx.principal.actorName}, decided_at = ${ctx.now.toString()}, row_version = row_version + 1
    WHERE tenant_id = ${ctx.tenantId} AND transfer_id = ${id} AND state = 'waiting'`)
}

/** One move as the page of either line item shows it. */
export interface MoveOfLineItem {
  readonly id: string
  readonly kind: 'split' | 'transfer'
  readonly state: TransferState
  /** In: copies came to the line item. Out: they left it. */
  readonly direction: 'in' | 'out'
  readonly copies: number
  readonly activationId: string
  /** Key of the line item on the other side; null where the caller does not see it. */
  readonly lineItemId: string | null
  readonly account: string
  readonly by: string
  readonly at: string
}

/** Moves shown with a line item: the latest ones. */
const MOVES_MAX = 100

/** Where copies of a line item came from and went to, the latest first. */
export function movesOf(ctx: QueryContext, lineItemId: string): Promise<MoveOfLineItem[]> {
  const side = (direction: 'in' | 'out', own: Sql, other: Sql, activationId: Sql, account: Sql) => sql`
    (SELECT t.transfer_id AS id, t.kind, t.state, ${direction}::text AS direction, t.copies,
      ${activationId} AS "activationId", ${account} AS account, t.requested_by AS by, t.requested_at AS at,
      (SELECT li.line_item_id FROM line_item li WHERE li.tenant_id = t.tenant_id AND li.line_item_id = ${other}
        AND ${visibleLineItem(ctx.scope, 'li')}) AS "lineItemId"
    FROM line_item_transfer t WHERE t.tenant_id = ${ctx.tenantId} AND ${own} = ${lineItemId}
    ORDER BY t.requested_at DESC, t.transfer_id DESC LIMIT ${MOVES_MAX})`
  const outgoing = side(
    'out',
    sql`t.origin_line_item_id`,
    sql`t.line_item_id`,
    sql`t.activation_id`,
    sql`t.to_label`,
  )
  const incoming = side(
    'in',
    sql`t.line_item_id`,
    sql`t.origin_line_item_id`,
    sql`t.origin_activation_id`,
    sql`t.from_label`,
  )
  return ctx.tx.rows<MoveOfLineItem>(
    sql`${outgoing} UNION ALL ${incoming} ORDER BY at DESC, id DESC LIMIT ${MOVES_MAX}`,
  )
}

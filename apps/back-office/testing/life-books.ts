import type pg from 'pg'

/** Sums over all line items of some accounts, in copies. */
export interface LifeSums {
  /** Copies that somebody owns: sold ones, and of replacing line items those that came in, less those that went. */
  readonly owned: number
  readonly total: number
  readonly extra: number
  readonly overdraftMax: number
  readonly taken: number
  /** Copies of licenses that are active, without those that stand beside another one. */
  readonly active: number
}

/** What the books of some accounts say. */
export interface LifeBooks {
  readonly sums: LifeSums
  /** What is wrong, in words; empty as long as the database agrees with itself. */
  readonly faults: readonly string[]
}

/** Licenses that take no copies because they stand beside another one. */
const BESIDE = `support_action IN ('emergency', 'stop-gap')`

/** Recomputes everything that must hold, over the given accounts, in one statement. */
export async function readBooks(owner: pg.Pool, accountIds: readonly string[]): Promise<LifeBooks> {
  const { rows } = await owner.query<LifeBooks>(
    `WITH item AS MATERIALIZED (SELECT * FROM line_item WHERE sold_to_account_id = ANY($1)),
      license AS MATERIALIZED (
        SELECT f.* FROM fulfillment f JOIN item i USING (tenant_id, line_item_id)),
      recorded AS (SELECT line_item_id, sum(copies_taken) AS copies, sum(overdraft_taken) AS overdraft
        FROM license GROUP BY 1),
      fault AS (
        SELECT 'taken of ' || activation_id || ': ' || copies_taken || ' counted, ' || coalesce(r.copies, 0)
          || ' recorded' AS words
        FROM item LEFT JOIN recorded r USING (line_item_id) WHERE copies_taken <> coalesce(r.copies, 0)
        UNION ALL SELECT 'overdraft of ' || activation_id || ': ' || overdraft_taken || ' counted, '
          || coalesce(r.overdraft, 0) || ' recorded'
        FROM item LEFT JOIN recorded r USING (line_item_id) WHERE overdraft_taken <> coalesce(r.overdraft, 0)
        UNION ALL SELECT 'limits of ' || activation_id FROM item
        WHERE copies_taken + copies_moved > copies_total + extra_activations_max
          OR copies_taken + copies_moved > copies_brought + extra_activations_max OR copies_brought > copies_total
          OR overdraft_taken > overdraft_max OR least(copies_total, copies_taken, copies_moved, copies_brought) < 0
        UNION ALL SELECT 'moved ' || sum(copies_moved) || ', brought ' || brought FROM (SELECT copies_moved,
            sum(CASE WHEN change_kind IS NOT NULL THEN coalesce(copies_brought, copies_total) ELSE 0 END) OVER () AS brought
          FROM item) AS lineage GROUP BY brought HAVING sum(copies_moved) <> brought
        UNION ALL SELECT 'live heads of chain ' || chain_id || ': ' || count(*) FROM license
        WHERE state <> 'obsolete' GROUP BY chain_id HAVING count(*) > 1
        UNION ALL SELECT 'copies taken by ' || fulfillment_code FROM license
        WHERE (state <> 'obsolete' AND copies_taken <> CASE WHEN ${BESIDE} THEN 0 ELSE copies END)
          OR (state = 'obsolete' AND copies_taken > 0 AND support_action <> 'return')
        UNION ALL SELECT 'account of ' || f.fulfillment_code FROM license f JOIN item i USING (line_item_id)
        WHERE f.state <> 'obsolete' AND f.account_id IS DISTINCT FROM i.sold_to_account_id
        UNION ALL SELECT 'host of ' || f.fulfillment_code FROM license f
        JOIN host h ON h.tenant_id = f.tenant_id AND h.host_id = f.server_host_id
        WHERE f.state <> 'obsolete' AND f.account_id IS DISTINCT FROM h.account_id)
    SELECT (SELECT coalesce(jsonb_agg(words ORDER BY words), '[]') FROM fault) AS faults,
      (SELECT jsonb_build_object(
        'owned', coalesce(sum(coalesce(copies_brought, copies_total)) - sum(copies_moved), 0),
        'total', coalesce(sum(copies_total), 0), 'extra', coalesce(sum(extra_activations_max), 0),
        'overdraftMax', coalesce(sum(overdraft_max), 0), 'taken', coalesce(sum(copies_taken), 0),
        'active', (SELECT coalesce(sum(copies), 0) FROM license WHERE state <> 'obsolete' AND NOT ${BESIDE}))
        FROM item) AS sums`,
    [accountIds],
  )
  const [books] = rows
  if (!books) throw new Error('The books cannot be read.')
  return books
}

/** What the history says of requests, by request ID: entries that were carried out, refused, and their events. */
export interface Told {
  readonly requestId: string
  readonly done: number
  readonly refused: number
  readonly events: number
}

/** Reads it for entries that are younger than an instant. */
export async function readHistory(owner: pg.Pool, since: Temporal.Instant, prefix: string): Promise<Told[]> {
  const from = since.epochMilliseconds.toString(16).padStart(12, '0')
  const { rows } = await owner.query<Told>(
    `SELECT e.request_id AS "requestId", count(DISTINCT e.audit_entry_id) FILTER (WHERE outcome = 'done')::int AS done,
      count(DISTINCT e.audit_entry_id) FILTER (WHERE outcome = 'refused')::int AS refused, count(o.event_id)::int AS events
    FROM audit_entry e LEFT JOIN outbox o ON o.tenant_id = e.tenant_id AND o.audit_entry_id = e.audit_entry_id
      AND o.event_id >= $1::uuid
    WHERE e.audit_entry_id >= $1::uuid AND starts_with(e.request_id, $2) GROUP BY 1`,
    [`${from.slice(0, 8)}-${from.slice(8)}-0000-0000-000000000000`, prefix],
  )
  return rows
}

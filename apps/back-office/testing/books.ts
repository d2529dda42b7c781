import pg from 'pg'

/** What the database says of a line item, in copies. */
export interface Books {
  readonly copiesTaken: number
  readonly overdraftTaken: number
  /** The same as the sum of its active fulfillments. */
  readonly issued: number
  readonly issuedOverdraft: number
  /** Fulfillment IDs, also of those that are not active. */
  readonly fulfillmentCodes: readonly string[]
  /** Audit entries of activations that succeeded. */
  readonly entries: number
}

/** Reads a line item and its records with the owner's connection, beside the back office. */
export async function booksOf(ownerUrl: string, activationId: string): Promise<Books> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Books>(
      `SELECT li.copies_taken AS "copiesTaken", li.overdraft_taken AS "overdraftTaken",
         coalesce(sum(f.copies) FILTER (WHERE f.state = 'active'), 0)::int AS issued,
         coalesce(sum(f.overdraft) FILTER (WHERE f.state = 'active'), 0)::int AS "issuedOverdraft",
         coalesce(array_agg(f.fulfillment_code) FILTER (WHERE f.fulfillment_id IS NOT NULL), '{}') AS "fulfillmentCodes",
         (SELECT count(*)::int FROM audit_subject s
          JOIN audit_entry e ON e.tenant_id = s.tenant_id AND e.audit_entry_id = s.audit_entry_id
          WHERE s.tenant_id = li.tenant_id AND s.kind = 'line-item' AND s.subject_id = li.line_item_id::text
            AND e.operation = 'activate-line-items' AND e.outcome = 'done') AS entries
       FROM line_item li
       LEFT JOIN fulfillment f ON f.tenant_id = li.tenant_id AND f.line_item_id = li.line_item_id
       WHERE li.activation_id = $1
       GROUP BY li.tenant_id, li.line_item_id`,
      [activationId],
    )
    const [books] = rows
    if (!books) throw new Error(`There is no line item ${activationId}.`)
    return books
  } finally {
    await client.end()
  }
}

import sql from 'sql-template-tag'
import type { Tx } from '../db/pool.ts'

/** Whether somebody is the actor of any entry, and so can never be forgotten. One look into an index. */
export async function hasActed(tx: Tx, tenantId: string, actorId: string): Promise<boolean> {
  const row = await tx.maybe(sql`SELECT 1 FROM audit_entry
    WHERE tenant_id = ${tenantId} AND actor_id = ${actorId} LIMIT 1`)
  return row !== null
}

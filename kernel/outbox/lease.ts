import sql from 'sql-template-tag'
import type { Tx } from '../db/pool.ts'

/** Seconds after which a process that took the turn and fell silent is passed over. */
const LEASE_SECONDS = 5

/** Whether another process delivers for the tenant just now. Reads only. */
export async function isElsewhere(tx: Tx, tenantId: string, holder: string): Promise<boolean> {
  const rows = await tx.rows(sql`SELECT 1 FROM outbox_lease WHERE tenant_id = ${tenantId}
    AND holder <> ${holder} AND leased_until > clock_timestamp()`)
  return rows.length > 0
}

/**
 * Takes the turn to deliver for a tenant; false when another process has it. To be committed before the work begins,
 * so that others see it and need not wait.
 */
export async function takeTurn(tx: Tx, tenantId: string, holder: string): Promise<boolean> {
  const taken = await tx.run(sql`INSERT INTO outbox_lease AS l (tenant_id, holder, leased_until)
    VALUES (${tenantId}, ${holder}, clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}))
    ON CONFLICT (tenant_id) DO UPDATE SET holder = EXCLUDED.holder, leased_until = EXCLUDED.leased_until
    WHERE l.holder = EXCLUDED.holder OR l.leased_until <= clock_timestamp()`)
  return taken === 1
}

/**
 * Locks the turn until the transaction ends; false when it was lost. While it is locked nobody else can take it, even
 * past the lease: two deliveries of a tenant never overlap, whatever the clock says.
 */
export async function holdTurn(tx: Tx, tenantId: string, holder: string): Promise<boolean> {
  const held = await tx.rows(sql`SELECT 1 FROM outbox_lease
    WHERE tenant_id = ${tenantId} AND holder = ${holder} FOR UPDATE`)
  return held.length > 0
}

/** Gives the turn back with the commit of the delivery. */
export function endTurn(tx: Tx, tenantId: string, holder: string): void {
  tx.runAhead(sql`UPDATE outbox_lease SET leased_until = clock_timestamp()
    WHERE tenant_id = ${tenantId} AND holder = ${holder}`)
}

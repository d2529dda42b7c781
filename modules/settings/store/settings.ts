import type { Tx } from '@tallystick/kernel/db/pool.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'

/** A value that differs from its default. */
export interface SettingRow {
  readonly name: string
  readonly value: unknown
  readonly updatedAt: string
  readonly updatedBy: string
}

/** All changed values of a tenant: a few rows, so one read serves a whole operation. */
export function changedSettings(tx: Tx, tenantId: string): Promise<SettingRow[]> {
  return tx.rows<SettingRow>(sql`SELECT name, value, updated_at AS "updatedAt", updated_by AS "updatedBy"
    FROM setting WHERE tenant_id = ${tenantId}`)
}

/**
 * Locks a changed value, so that two writers tell the truth about what was before. Null while it is the
 * default.
 */
export function lockSetting(ctx: QueryContext, name: string): Promise<SettingRow | null> {
  return ctx.tx.maybe<SettingRow>(sql`SELECT name, value, updated_at AS "updatedAt", updated_by AS "updatedBy"
    FROM setting WHERE tenant_id = ${ctx.tenantId} AND name = ${name} FOR UPDATE`)
}

/** Writes a value. */
export async function putSetting(ctx: QueryContext, name: string, value: unknown): Promise<void> {
  await ctx.tx.run(sql`INSERT INTO setting (tenant_id, name, value, updated_at, updated_by)
    VALUES (${ctx.tenantId}, ${name}, ${JSON.stringify(value)}, ${ctx.now.toString()}, ${ctx.principal.actorName})
    ON CONFLICT (tenant_id, name) DO UPDATE SET value = EXCLUDED.value, updated_at = EXCLUDED.updated_at,
      updated_by = EXCLUDED.updated_by`)
}

/** Goes back to the default. */
export async function removeSetting(ctx: QueryContext, name: string): Promise<void> {
  await ctx.tx.run(sql`DELETE FROM setting WHERE tenant_id = ${ctx.tenantId} AND name = ${name}`)
}

/** The name under which the producer was made: shown for as long as no setting says another. */
export async function tenantName(tx: Tx, tenantId: string): Promise<string> {
  const { name } = await tx.one<{ name: string }>(sql`SELECT name FROM tenant WHERE tenant_id = ${tenantId}`)
  return name
}

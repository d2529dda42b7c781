import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import sql from 'sql-template-tag'
import { SYSTEM_ROLES } from '../system-roles.ts'

/** Brings the predefined roles up to date; how many were added or changed. */
export async function putSystemRoles(ctx: QueryContext): Promise<number> {
  const roles = SYSTEM_ROLES.map((role) => ({ id: newId(), ...role }))
  return ctx.tx.run(sql`INSERT INTO role (tenant_id, role_id, name, kind, description, is_system, permissions)
    SELECT ${ctx.tenantId}, r.id, r.name, r.kind, r.description, true, r.permissions
    FROM jsonb_to_recordset(${JSON.stringify(roles)}::jsonb)
      AS r(id uuid, name text, kind text, description text, permissions text[])
    ON CONFLICT (tenant_id, lower(name)) DO UPDATE SET description = EXCLUDED.description,
      permissions = EXCLUDED.permissions, is_system = true, is_active = true,
      updated_at = now(), row_version = role.row_version + 1
    WHERE (role.permissions, role.description, role.is_system) IS DISTINCT FROM
      (EXCLUDED.permissions, EXCLUDED.description, true)`)
}

/** Key of the producer's home account, or null before the first start. */
export async function homeAccountId(ctx: QueryContext): Promise<string | null> {
  const row = await ctx.tx.maybe<{ id: string }>(sql`SELECT account_id AS id FROM account
    WHERE tenant_id = ${ctx.tenantId} AND is_system AND kind = 'producer'`)
  return row?.id ?? null
}

/** Whether any user of the producer is there, in whatever state. */
export async function hasProducerUser(ctx: QueryContext): Promise<boolean> {
  return (
    (await ctx.tx.maybe(sql`SELECT 1 FROM app_user WHERE tenant_id = ${ctx.tenantId}
      AND kind = 'producer' AND may_sign_in LIMIT 1`)) !== null
  )
}

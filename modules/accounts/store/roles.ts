import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import type { Role } from '../model.ts'

/** Columns of a role under their names in the model; `r` is the table's alias. */
const ROLE_COLUMNS: Sql = sql`r.role_id AS id, r.name, r.kind, r.description, r.is_system AS "isSystem",
  r.is_active AS "isActive", r.permissions, r.created_at AS "createdAt", r.updated_at AS "updatedAt",
  r.row_version AS "rowVersion"`

/**
 * The statement that finds a role by key or name. Outside the producer's house only portal roles are seen.
 */
export function selectRole(ctx: QueryContext, reference: string, lock: boolean): Sql {
  const which = isUuid(reference) ? sql`r.role_id = ${reference}` : sql`lower(r.name) = lower(${reference})`
  return sql`SELECT ${ROLE_COLUMNS} FROM role AS r WHERE r.tenant_id = ${ctx.tenantId} AND ${which}
    AND ${ctx.scope.all ? sql`TRUE` : sql`r.kind = 'portal'`}
    ${lock ? sql`FOR NO KEY UPDATE` : sql``}`
}

/** Roles by keys or names. Unknown ones are missing. */
export function rolesByReferences(ctx: QueryContext, references: readonly string[]): Promise<Role[]> {
  const ids = references.filter(isUuid)
  const names = references.filter((one) => !isUuid(one)).map((one) => one.toLowerCase())
  return ctx.tx.rows<Role>(sql`SELECT ${ROLE_COLUMNS} FROM role AS r WHERE r.tenant_id = ${ctx.tenantId}
    AND (r.role_id = ANY(${ids}::uuid[]) OR lower(r.name) = ANY(${names}::text[]))`)
}

/** Adds a role. Throws the violation of `role__name` when the name is taken. */
export async function insertRole(
  ctx: QueryContext,
  role: Pick<Role, 'id' | 'name' | 'kind' | 'description' | 'isActive' | 'permissions'>,
): Promise<void> {
  const now = ctx.now.toString()
  await ctx.tx.run(sql`INSERT INTO role (tenant_id, role_id, name, kind, description, is_active, permissions,
      created_at, updated_at)
    VALUES (${ctx.tenantId}, ${role.id}, ${role.name}, ${role.kind}, ${role.description}, ${role.isActive},
      ${role.permissions as string[]}, ${now}, ${now})`)
}

/** Writes a role's fields and counts the version up. The caller holds the row's lock. */
export async function updateRoleRow(
  ctx: QueryContext,
  role: Pick<Role, 'id' | 'name' | 'description' | 'isActive' | 'permissions'>,
): Promise<void> {
  await ctx.tx.run(sql`UPDATE role SET name = ${role.name}, description = ${role.description},
      is_active = ${role.isActive}, permissions = ${role.permissions as string[]},
      updated_at = ${ctx.now.toString()}, row_version = row_version + 1
    WHERE tenant_id = ${ctx.tenantId} AND role_id = ${role.id}`)
}

/** How many memberships have a role. */
export async function usesOfRole(ctx: QueryContext, id: string): Promise<number> {
  const { count } = await ctx.tx.one<{ count: number }>(sql`SELECT count(*) AS count FROM membership_role
    WHERE tenant_id = ${ctx.tenantId} AND role_id = ${id}`)
  return count
}

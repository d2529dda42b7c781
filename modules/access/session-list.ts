import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'

/** Values of the columns of every list of sessions; the table's alias is `s`. */
export const sessionBinding = {
  base: sql`session AS s`,
  alias: 's',
  id: sql`s.session_id`,
  columns: {
    portal: { value: sql`s.portal` },
    createdAt: { value: sql`s.created_at`, sortType: 'timestamptz' },
    lastSeenAt: { value: sql`s.last_seen_at`, sortType: 'timestamptz' },
    expiresAt: { value: sql`s.expires_at` },
    address: { value: sql`s.address` },
    userAgent: { value: sql`s.user_agent` },
  },
} as const

/** SQL condition: the session belongs to the tenant and is not over. */
export function isOpen(ctx: QueryContext): Sql {
  const now = ctx.now.toString()
  return sql`s.tenant_id = ${ctx.tenantId} AND s.expires_at > ${now}
    AND s.last_seen_at + make_interval(secs => s.idle_seconds) > ${now}`
}

import { isUuid } from '@tallystick/kernel/ids-time/ids.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql from 'sql-template-tag'

/** A person as other rooms name one: who to write to, and where the person belongs. */
export interface Contact {
  readonly id: string
  readonly userName: string
  readonly name: string
  readonly email: string
  /** Keys of the accounts that the person belongs to, expired memberships included. */
  readonly accountIds: readonly string[]
}

/** People by keys or user names, whatever the caller may see, in no order. Unknown ones are missing. */
export function contactsByReferences(ctx: QueryContext, references: readonly string[]): Promise<Contact[]> {
  const names = references.map((one) => one.toLowerCase())
  return ctx.tx
    .rows<Contact>(sql`SELECT u.user_id AS id, u.user_name AS "userName", u.display_name AS name, u.email,
      ARRAY(SELECT m.account_id::text FROM membership m
        WHERE m.tenant_id = u.tenant_id AND m.user_id = u.user_id ORDER BY m.account_id) AS "accountIds"
    FROM app_user u WHERE u.tenant_id = ${ctx.tenantId}
      AND (u.user_id = ANY(${references.filter(isUuid)}::uuid[]) OR u.user_name_lower = ANY(${names}::text[]))`)
}

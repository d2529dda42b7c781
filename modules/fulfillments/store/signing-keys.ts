import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import sql, { type Sql } from 'sql-template-tag'
import type { StoredKey } from '../keys/signing-keys.ts'

/** A row of the key table as stores hand it out. */
export interface SigningKeyRow extends StoredKey {
  readonly purpose: 'root' | 'line' | 'file'
  readonly state: 'active' | 'retired'
  readonly notBefore: string
  readonly notAfter: string | null
}

const COLUMNS = sql`kid, purpose, state, public_key AS "publicKey", private_key_sealed AS "privateKeySealed",
  certificate, not_before AS "notBefore", not_after AS "notAfter"`

/** The active key of a purpose, or null before the first one was made. */
export function activeKey(ctx: QueryContext, purpose: 'root' | 'line'): Promise<SigningKeyRow | null> {
  return ctx.tx.maybe(sql`SELECT ${COLUMNS} FROM signing_key
    WHERE tenant_id = ${ctx.tenantId} AND purpose = ${purpose} AND state = 'active'`)
}

/** All keys of the producer, newest first. */
export function allKeys(ctx: QueryContext): Promise<SigningKeyRow[]> {
  return ctx.tx.rows(sql`SELECT ${COLUMNS} FROM signing_key
    WHERE tenant_id = ${ctx.tenantId} ORDER BY not_before DESC, kid`)
}

/**
 * A subquery that gives the active issuing key as JSON, to be read together with the facts of an
 * activation in one statement. The sealed bytes travel as hexadecimal text.
 */
export function activeKeyJson(tenantId: string): Sql {
  return sql`(SELECT jsonb_build_object('kid', k.kid, 'publicKey', k.public_key, 'certificate', k.certificate,
      'privateKeySealed', encode(k.private_key_sealed, 'hex'))
    FROM signing_key k WHERE k.tenant_id = ${tenantId} AND k.purpose = 'line' AND k.state = 'active')`
}

/** Adds a key. The unique index lets only one key of a purpose be active. */
export async function insertKey(
  ctx: QueryContext,
  key: StoredKey & { readonly purpose: 'root' | 'line' },
): Promise<void> {
  await ctx.tx
    .run(sql`INSERT INTO signing_key (tenant_id, kid, purpose, state, public_key, private_key_sealed,
      not_before, certificate)
    VALUES (${ctx.tenantId}, ${key.kid}, ${key.purpose}, 'active', ${key.publicKey}, ${key.privateKeySealed},
      ${ctx.now.toString()}, ${key.certificate})`)
}

/** Ends a key's time of issuing. Files that it signed stay verifiable: their ISSUED date is inside its time. */
export async function retireKey(ctx: QueryContext, kid: string, certificate: string | null): Promise<void> {
  await ctx.tx.run(sql`UPDATE signing_key SET state = 'retired', not_after = ${ctx.now.toString()},
      certificate = coalesce(${certificate}, certificate)
    WHERE tenant_id = ${ctx.tenantId} AND kid = ${kid}`)
}

/** Reads what `activeKeyJson` gave; null before the first key was made. */
export function keyFromJson(json: unknown): StoredKey | null {
  if (typeof json !== 'object' || json === null) return null
  const { kid, publicKey, certificate, privateKeySealed } = json as Record<string, string>
  if (!kid || !publicKey || !privateKeySealed) return null
  return {
    kid,
    publicKey,
    certificate: certificate ?? null,
    privateKeySealed: Buffer.from(privateKeySealed, 'hex'),
  }
}

import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { migrate } from '@tallystick/kernel/db/migrate.ts'
import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import pg from 'pg'
import sql, { type Sql } from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { Entitlements } from './entitlements.ts'
import { LineItems } from './line-items.ts'

const MIGRATIONS = fileURLToPath(new URL('../../../db/migrations', import.meta.url))
const TENANT = '00000000-0000-7000-8000-00000000000a'

/** A database as a provider hands it out: its owner is no superuser, so that nobody may vouch for `lower()`. */
const NAME = `provided_${randomUUID().replaceAll('-', '')}`
let owner: pg.Client

beforeAll(async () => {
  const { adminUrl } = inject('cluster')
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query(`CREATE ROLE ${NAME} LOGIN NOSUPERUSER`)
  await admin.query(`GRANT tallystick_app TO ${NAME} WITH ADMIN OPTION`)
  await admin.query(`CREATE DATABASE ${NAME} OWNER ${NAME} TEMPLATE template0`)
  await admin.end()
  const url = adminUrl.replace(/\/\/[^@]*@/, `//${NAME}@`).replace('/postgres?', `/${NAME}?`)
  await migrate(url, MIGRATIONS)
  owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await owner.query(`SET tallystick.tenant_id = '${TENANT}'`)
  await owner.query(`
    INSERT INTO tenant (tenant_id, slug, name) VALUES ('${TENANT}', 'gearwright', 'Gearwright');
    INSERT INTO account (tenant_id, account_id, account_code, name, kind)
      SELECT '${TENANT}', uuidv7(), 'C-' || n, 'Northwind Mill ' || n, 'customer' FROM generate_series(1, 3000) n;
    INSERT INTO app_user (tenant_id, user_id, user_name, kind, first_name, last_name, display_name, email)
      SELECT '${TENANT}', uuidv7(), 'ada-' || n, 'customer', 'Ada', 'Miller', 'Ada Miller', 'ada@example.org'
      FROM generate_series(1, 3000) n;
    INSERT INTO entitlement (tenant_id, entitlement_id, entitlement_code)
      SELECT '${TENANT}', uuidv7(), 'ENT-' || n FROM generate_series(1, 3000) n;
    INSERT INTO line_item (tenant_id, line_item_id, entitlement_id, entitlement_code, activation_id, kind, copies_total,
        term)
      SELECT tenant_id, uuidv7(), entitlement_id, entitlement_code, 'ACT-' || substr(entitlement_code, 5), 'maintenance',
        1, 'permanent' FROM entitlement;
    ANALYZE account, app_user, entitlement, line_item`)
  await owner.query('SET ROLE tallystick_app')
})
afterAll(async () => {
  await owner.end()
  const admin = new pg.Client({ connectionString: inject('cluster').adminUrl })
  await admin.connect()
  await admin.query(`DROP DATABASE ${NAME} WITH (FORCE)`)
  await admin.query(`DROP ROLE ${NAME}`)
  await admin.end()
})

const planOf = async ({ text, values }: Sql): Promise<string> => {
  const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS OFF) ${text}`, values)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

const ctx = { tenantId: TENANT, scope: { all: true } } as unknown as QueryContext

describe('a public ID, in a database whose owner is no superuser', () => {
  test('[NAV-02] is really looked up there: lower() is not trusted, and the application is bound', async () => {
    const { rows } =
      await owner.query(`SELECT current_user AS role, row_security_active('line_item') AS bound,
      (SELECT proleakproof FROM pg_proc WHERE oid = 'lower(text)'::regprocedure) AS trusted,
      (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) AS super`)

    expect(rows).toEqual([{ role: 'tallystick_app', bound: true, trusted: false, super: false }])
  })

  test('[NAV-02] of a line item or an entitlement is found by its index, whatever its case', async () => {
    expect(await planOf(LineItems.select(ctx, 'act-77', false))).toMatch(
      /Index Cond: .*activation_id_lower =/,
    )
    expect(await planOf(Entitlements.select(ctx, 'Ent-77', false))).toMatch(
      /Index Cond: .*entitlement_code_lower =/,
    )
    const { text, values } = LineItems.select(ctx, 'aCt-77', false)
    expect((await owner.query(text, values)).rows).toMatchObject([{ activationId: 'ACT-77' }])
  })

  test('[NAV-02] of an account or a user is found by its index', async () => {
    const account = sql`SELECT 1 FROM account WHERE tenant_id = ${TENANT} AND account_code_lower = lower(${'c-77'})`
    const user = sql`SELECT 1 FROM app_user WHERE tenant_id = ${TENANT} AND user_name_lower = lower(${'Ada-77'})`

    expect(await planOf(account)).toMatch(/Index Cond: .*account_code_lower =/)
    expect(await planOf(user)).toMatch(/Index Cond: .*user_name_lower =/)
  })

  test('[NAV-02] would be sought among all rows of the tenant by lower(), as before', async () => {
    await owner.query(
      'RESET ROLE; CREATE INDEX by_folded_id ON line_item (tenant_id, lower(activation_id)); ANALYZE line_item; SET ROLE tallystick_app',
    )
    const asBefore = sql`SELECT 1 FROM line_item WHERE tenant_id = ${TENANT} AND lower(activation_id) = lower(${'act-77'})`

    expect(await planOf(asBefore)).not.toMatch(/Index Cond: .*lower\(activation_id\)/)
  })
})

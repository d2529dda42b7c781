import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/database.ts'

/** A table that belongs to tenants, and whether the owner must fill it by hand here. */
interface TenantTable {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string; readonly isFilled: boolean }[]
}

const OURS = '00000000-0000-7000-8000-00000000000a'
const THEIRS = '00000000-0000-7000-8000-00000000000b'
const EVIDENCE = ['audit_entry', 'audit_subject']

let database: TestDatabase
/** A superuser, whom no policy binds: for placing rows and for looking at the truth. */
let owner: pg.Client
/** The application's role. */
let app: pg.Client
let tables: TenantTable[]

beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl })
  app = new pg.Client({ connectionString: database.appUrl })
  await Promise.all([owner.connect(), app.connect()])
  tables = (await owner.query<TenantTable>(TENANT_TABLES)).rows
  // Rows need not make sense here, only to be there: references and triggers are off for the owner, checks are dropped.
  await owner.query(`SET session_replication_role = replica`)
  await dropChecks()
  for (const table of tables) await place(table, OURS)
})
afterAll(async () => {
  await Promise.all([owner.end(), app.end()])
  await database.drop()
})
beforeEach(() => app.query('RESET tallystick.tenant_id'))

/** Every table with a tenant, whoever made it: read from the database, so that no new table is forgotten. */
const TENANT_TABLES = `
  SELECT c.relname AS name, (
      SELECT jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'isFilled', a.attnotnull AND NOT a.atthasdef AND a.attgenerated = '') ORDER BY a.attnum)
      FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> 'tenant' AND EXISTS (
    SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)
  ORDER BY 1`

async function dropChecks(): Promise<void> {
  const { rows } = await owner.query<{ name: string; relation: string }>(
    `SELECT conname AS name, conrelid::regclass::text AS relation FROM pg_constraint
     WHERE contype = 'c' AND connamespace = 'public'::regnamespace`,
  )
  for (const { name, relation } of rows)
    await owner.query(`ALTER TABLE ${relation} DROP CONSTRAINT "${name}"`)
}

const VALUES: Readonly<Record<string, () => unknown>> = {
  uuid: () => randomUUID(),
  text: () => randomUUID(),
  integer: () => 1,
  smallint: () => 1,
  bigint: () => 1,
  boolean: () => true,
  date: () => '2026-03-01',
  json: () => '{}',
  jsonb: () => '{}',
  bytea: () => Buffer.from([1]),
  'timestamp with time zone': () => '2026-03-01T09:00:00Z',
}

function insertOf(table: TenantTable, tenantId: string): { text: string; values: unknown[] } {
  const filled = table.columns.filter((column) => column.isFilled || column.name === 'tenant_id')
  const values = filled.map(({ name, type }) => {
    if (name === 'tenant_id') return tenantId
    if (type.endsWith('[]')) return []
    const make = VALUES[type]
    if (!make) throw new Error(`This test knows no value for ${table.name}.${name} of type ${type}.`)
    return make()
  })
  const places = values.map((_value, index) => `$${index + 1}`)
  return {
    text: `INSERT INTO ${table.name} (${filled.map(({ name }) => name).join(', ')}) VALUES (${places.join(', ')})`,
    values,
  }
}

const place = (table: TenantTable, tenantId: string) => owner.query(insertOf(table, tenantId))

const rowsOf = async (client: pg.Client, table: TenantTable) =>
  (await client.query(`SELECT 1 FROM ${table.name}`)).rowCount

const become = (tenantId: string) =>
  app.query(`SELECT set_config('tallystick.tenant_id', $1, false)`, [tenantId])

/** Tables for which something is not as it must be; the test shows all of them at once. */
async function except(rule: (table: TenantTable) => Promise<boolean>): Promise<string[]> {
  const wrong: string[] = []
  for (const table of tables) if (!(await rule(table))) wrong.push(table.name)
  return wrong
}

const refusedWith = async (statement: Promise<unknown>): Promise<string> =>
  statement.then(
    () => 'nothing',
    (error: Error) => error.message,
  )

describe('tables of tenants', () => {
  test('[BEY-17] are all there are, but for the tenants themselves and the list of migrations', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables 
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    )
    const others = rows.map((row) => row.name).filter((name) => !tables.some((table) => table.name === name))

    expect(others.toSorted()).toEqual(['schema_migration', 'tenant'])
    expect(tables.length).toBeGreaterThan(30)
  })

  test('[BEY-17] are closed by forced row level security with one policy for everything and everybody', async () => {
    const { rows } = await owner.query<{ name: string; rule: unknown }>(
      `SELECT c.relname AS name, jsonb_build_object('on', c.relrowsecurity, 'forced', c.relforcerowsecurity,
         'policies', (SELECT jsonb_agg(jsonb_build_object('command', p.polcmd, 'permissive', p.polpermissive,
           'roles', p.polroles::text, 'rule', pg_get_expr(p.polqual, p.polrelid),
           'check', pg_get_expr(p.polwithcheck, p.polrelid)))
           FROM pg_policy p WHERE p.polrelid = c.oid)) AS rule
       FROM pg_class c WHERE c.relname = ANY($1) AND c.relnamespace = 'public'::regnamespace`,
      [tables.map((table) => table.name)],
    )

    const policy = {
      command: '*',
      permissive: true,
      roles: '{0}',
      rule: `(tenant_id = (current_setting('tallystick.tenant_id'::text))::uuid)`,
      check: null,
    }
    expect(rows).toHaveLength(tables.length)
    for (const { name, rule } of rows)
      expect(rule, name).toEqual({ on: true, forced: true, policies: [policy] })
  })

  test('[BEY-17] are used by a role that owns nothing and cannot set the policies aside', async () => {
    const { rows } = await owner.query(
      `SELECT rolsuper, rolbypassrls, rolcreaterole,
         (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid) AS owned
       FROM pg_roles WHERE rolname = 'tallystick_app'`,
    )
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, owned: 0 }])
    expect(await refusedWith(app.query('ALTER TABLE upload DISABLE ROW LEVEL SECURITY'))).toContain(
      'must be owner',
    )
  })
})

describe('ways around the tables', () => {
  // A view reads with the rights of its owner unless it says otherwise, and the owner may be a superuser.
  test('[BEY-17] every view reads with the rights of its reader, and shows another tenant nothing', async () => {
    const { rows } = await owner.query<{ name: string; options: string[] | null }>(
      `SELECT relname AS name, reloptions AS options FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')`,
    )
    await become(THEIRS)

    expect(rows.map((row) => row.name)).toContain('sold_goods')
    for (const { name, options } of rows) {
      expect(options, name).toContain('security_invoker=true')
      expect((await app.query(`SELECT 1 FROM ${name}`)).rowCount, name).toBe(0)
    }
  })

  // Only the owner of a table may renew its statistics. That function takes nothing from its caller, shows it no row,
  // and finds what it names where it was made to look.
  test('[BEY-17] no function runs with the rights of its owner, but for the one that renews statistics', async () => {
    const { rows } = await owner.query(
      `SELECT proname, pronargs, proconfig FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef`,
    )
    expect(rows).toEqual([
      { proname: 'refresh_statistics', pronargs: 0, proconfig: ['search_path=pg_catalog, public'] },
    ])
  })
})

describe('the application without a tenant', () => {
  test('[BEY-17] gets an error from every table before anybody was named, never a row', async () => {
    const fresh = new pg.Client({ connectionString: database.appUrl })
    await fresh.connect()
    const wrong = await except(async ({ name }) =>
      (await refusedWith(fresh.query(`SELECT * FROM ${name}`))).includes('tallystick.tenant_id'),
    )
    await fresh.end()

    expect(wrong).toEqual([])
  })

  // After a transaction with SET LOCAL the setting is known to the session, and empty.
  test('[BEY-17] gets an error too on a connection that served a tenant before', async () => {
    await app.query(`BEGIN; SET LOCAL tallystick.tenant_id = '${OURS}'; COMMIT`)

    expect(
      await except(async ({ name }) => (await refusedWith(app.query(`SELECT * FROM ${name}`))) !== 'nothing'),
    ).toEqual([])
  })
})

describe('the application in the name of another tenant', () => {
  test('[BEY-17] sees no row of ours, while we see it', async () => {
    await become(OURS)
    expect(await except(async (table) => (await rowsOf(app, table)) === 1)).toEqual([])

    await become(THEIRS)
    expect(await except(async (table) => (await rowsOf(app, table)) === 0)).toEqual([])
  })

  test('[BEY-17] changes and deletes no row of ours, even by its tenant', async () => {
    await become(THEIRS)
    const isUntouched = async (table: TenantTable, statement: string) => {
      const outcome = await app.query(statement, [OURS]).then(
        ({ rowCount }) => rowCount,
        (error: Error) => error.message,
      )
      return EVIDENCE.includes(table.name) ? String(outcome).includes('permission denied') : outcome === 0
    }

    expect(
      await except((table) =>
        isUntouched(table, `UPDATE ${table.name} SET tenant_id = tenant_id WHERE tenant_id = $1`),
      ),
    ).toEqual([])
    expect(
      await except((table) => isUntouched(table, `DELETE FROM ${table.name} WHERE tenant_id = $1`)),
    ).toEqual([])
    expect(await except(async (table) => (await rowsOf(owner, table)) === 1)).toEqual([])
  })

  // The policies have no WITH CHECK of their own: PostgreSQL then holds new rows against USING as well.
  test('[BEY-17] cannot write a row for us, nor hand one of its own over to us', async () => {
    const denied = 'violates row-level security policy'
    await become(THEIRS)

    expect(
      await except(async (table) => (await refusedWith(app.query(insertOf(table, OURS)))).includes(denied)),
    ).toEqual([])

    for (const table of tables) await place(table, THEIRS)
    const handedOver = await except(async (table) => {
      const problem = await refusedWith(app.query(`UPDATE ${table.name} SET tenant_id = $1`, [OURS]))
      return problem.includes(EVIDENCE.includes(table.name) ? 'permission denied' : denied)
    })
    expect(handedOver).toEqual([])
    for (const table of tables) await owner.query(`DELETE FROM ${table.name} WHERE tenant_id = $1`, [THEIRS])
    expect(await except(async (table) => (await rowsOf(owner, table)) === 1)).toEqual([])
  })
})

describe('the audit log', () => {
  test.each(EVIDENCE)(
    '[BEY-06] %s cannot be changed, deleted or emptied by the application, not even its own',
    async (name) => {
      await become(OURS)
      const attempts = [`UPDATE ${name} SET tenant_id = tenant_id`, `DELETE FROM ${name}`, `TRUNCATE ${name}`]

      for (const attempt of attempts) {
        expect(await refusedWith(app.query(attempt)), attempt).toBe(`permission denied for table ${name}`)
      }
      expect((await app.query(`SELECT 1 FROM ${name}`)).rowCount).toBe(1)
    },
  )
})

import type pg from 'pg'

/**
 * The schema as text, read from the database's own catalogs: tables with columns, constraints, indexes,
 * policies and comments, in a fixed order. Compared with `db/schema.sql`, so that no migration changes more
 * than its reader saw.
 */
export async function schemaSnapshot(client: pg.Client | pg.Pool): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
     WHERE n.nspname = 'public' AND relkind = 'r' AND relname <> 'schema_migration' ORDER BY 1`,
  )
  const parts: string[] = []
  for (const { name } of rows) parts.push(await tableText(client, name))
  return `${parts.join('\n')}`
}

async function tableText(client: pg.Client | pg.Pool, name: string): Promise<string> {
  const { rows } = await client.query<{ line: string }>(TABLE_LINES, [name])
  return `${rows.map(({ line }) => line).join('\n')}\n`
}

const TABLE_LINES = `
  WITH t AS (SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'public' AND c.relname = $1)
  SELECT line FROM (
    SELECT 0 AS part, 0 AS place, 'TABLE ' || relname
      || CASE WHEN relforcerowsecurity THEN ' (forced row level security)' ELSE '' END AS line FROM t
    UNION ALL
    SELECT 1, 0, '-- ' || obj_description(oid, 'pg_class') FROM t WHERE obj_description(oid, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT 2, a.attnum, '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
      || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
      FROM t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
    UNION ALL
    SELECT 3, row_number() OVER (ORDER BY conname), '  CONSTRAINT ' || conname || ' ' || pg_get_constraintdef(c.oid)
      FROM t JOIN pg_constraint c ON c.conrelid = t.oid WHERE c.contype <> 'n'
    UNION ALL
    SELECT 4, row_number() OVER (ORDER BY i.indexrelid::regclass::text), '  ' || pg_get_indexdef(i.indexrelid)
      FROM t JOIN pg_index i ON i.indrelid = t.oid WHERE NOT i.indisprimary
    UNION ALL
    SELECT 5, row_number() OVER (ORDER BY polname), '  POLICY ' || polname || ' USING ' || pg_get_expr(polqual, polrelid)
      FROM t JOIN pg_policy p ON p.polrelid = t.oid
  ) AS lines ORDER BY part, place`

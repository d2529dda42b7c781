import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { askEngine } from './engines.ts'
import { connectionOf } from './pool.ts'

/** The role that the application's connections take on. It owns nothing and row level security binds it. */
export const APP_ROLE = 'tallystick_app'

/**
 * Brings a database to the newest schema: every file of the folder, in order, each in its own transaction.
 *
 * Safe with several processes: the one that writes a file's name applies it, while the others wait and then find
 * nothing to do. Returns the names of the files that were applied now. Files are never changed after release.
 * Throws, with a sentence, for an engine that is too old.
 */
export async function migrate(url: string, folder: string): Promise<string[]> {
  const client = new pg.Client(connectionOf(url))
  await client.connect()
  try {
    await askEngine(client)
    await prepare(client)
    const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
    const applied: string[] = []
    for (const file of files) {
      if (await applyOnce(client, file, join(folder, file))) applied.push(file)
    }
    return applied
  } finally {
    await client.end()
  }
}

/**
 * What the loser of a race for a new table hears, by the moment at which it lost: the row of the catalog, the table,
 * or the type of its rows was there already.
 */
const LOST_RACES = new Set(['23505', '42P07', '42710'])

/** First starts may race here; the losers simply find the table. */
async function prepare(client: pg.Client): Promise<void> {
  try {
    await client.query(`CREATE TABLE IF NOT EXISTS schema_migration (
      name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`)
  } catch (error) {
    if (!LOST_RACES.has((error as { code?: string }).code ?? '')) throw error
  }
}

async function applyOnce(client: pg.Client, name: string, path: string): Promise<boolean> {
  await client.query('BEGIN')
  try {
    // Row level security binds an owner who is no superuser as well: checks of new foreign keys ask for the tenant.
    await client.query(
      "SELECT set_config('tallystick.tenant_id', '00000000-0000-0000-0000-000000000000', true)",
    )
    // Who writes the name first applies the file. Others wait here until that transaction has ended.
    const { rowCount } = await client.query(
      'INSERT INTO schema_migration (name) VALUES ($1) ON CONFLICT (name) DO NOTHING',
      [name],
    )
    const isOurs = rowCount === 1
    if (isOurs) await client.query(await readFile(path, 'utf8'))
    await client.query('COMMIT')
    return isOurs
  } catch (error) {
    await client.query('ROLLBACK')
    throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error })
  }
}

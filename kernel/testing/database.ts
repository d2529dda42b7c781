import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { APP_ROLE } from '../db/migrate.ts'

/** A database of a test file's own, with all migrations applied and no rows but theirs. */
export interface TestDatabase {
  /** Connection URL of the role that owns the tables. */
  readonly ownerUrl: string
  /** Connection URL of the application's role, which row level security binds. */
  readonly appUrl: string
  /** Cuts what is still connected and removes the database. */
  drop(): Promise<void>
}

/**
 * Makes a database from the run's template, in some 30 ms: one per test file, in `beforeAll`.
 *
 * Only in tests of the `db` project (see `vitest.config.ts`), whose runner starts the cluster.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { adminUrl, socketDir, template } = inject('cluster')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  const host = encodeURIComponent(socketDir)
  const { username } = new URL(adminUrl.replace('@/', '@localhost/'))
  return {
    ownerUrl: `postgres://${username}@/${name}?host=${host}`,
    appUrl: `postgres://${APP_ROLE}@/${name}?host=${host}`,
    drop: () => administer(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

async function administer(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

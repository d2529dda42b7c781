import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { accountForEngine } from './embedded-account.ts'
import { OWNER_ROLE, prepareCluster } from './embedded-cluster.ts'
import { type Engine, startEngine } from './embedded-engine.ts'
import { clearLeftover } from './embedded-leftover.ts'
import { lockFolder } from './embedded-lock.ts'
import { findPrograms } from './embedded-programs.ts'
import { ENGINE_SETTINGS } from './embedded-settings.ts'
import { APP_ROLE } from './migrate.ts'

/** The database of the installation inside the embedded cluster. */
const DATABASE = 'tallystick'

/** Who connects: `owner` for migrations and administration, `app` for everything else. */
export type DatabaseRole = 'owner' | 'app'

/** The running database of this installation. */
export interface EmbeddedDatabase {
  /** Connection URL of the role that owns the tables. For migrations only. */
  readonly ownerUrl: string
  /** Connection URL of the application's role. */
  readonly appUrl: string
  readonly socketDir: string
  /** Process number of the PostgreSQL postmaster. */
  readonly pid: number
  /** Settles, with a sentence, when PostgreSQL has ended, asked or not. */
  readonly ended: Promise<string>
  /** Connection URL of a role for another database of the cluster. */
  urlOf(role: DatabaseRole, database: string): string
  /** Ends PostgreSQL in order and gives the data folder back. May be called twice. */
  stop(): Promise<void>
}

/** What a start may say. All optional: the defaults are those of the installation. */
export interface EmbeddedOptions {
  /** Folder of everything that must survive. Made when absent. */
  readonly dataDir?: string
  /** Receives a sentence when something worth knowing happens. */
  readonly log?: (sentence: string) => void
  /** PostgreSQL settings over the defaults. Tests turn `fsync` off; nobody else should. */
  readonly settings?: Readonly<Record<string, string>>
}

/** `TALLYSTICK_DATA`, or `data` in the checkout. */
export function defaultDataDir(): string {
  const chosen = process.env.TALLYSTICK_DATA
  return chosen ? resolve(chosen) : fileURLToPath(new URL('../../data', import.meta.url))
}

/**
 * Starts the real PostgreSQL that comes with the packages, on a folder of ours, reachable by a Unix socket only.
 *
 * Makes the cluster, the database and the two roles when they are not there; stops what an interrupted run left
 * behind; recovers after a crash. One process at a time owns the folder, until it stops or dies.
 * Throws EmbeddedFailure with one sentence for the operator.
 */
export async function startEmbedded(options: EmbeddedOptions = {}): Promise<EmbeddedDatabase> {
  const dataDir = resolve(options.dataDir ?? defaultDataDir())
  const log = options.log ?? (() => undefined)
  const account = accountForEngine(resolve(dataDir, 'postgres'))
  const lock = lockFolder(dataDir)
  try {
    const programs = findPrograms(account, log)
    const clusterDir = prepareCluster(dataDir, programs, account, log)
    await clearLeftover(clusterDir, log)
    const engine = await startEngine({
      clusterDir,
      programs,
      account,
      settings: { ...ENGINE_SETTINGS, ...options.settings },
      logPath: resolve(dataDir, 'postgres.log'),
      log,
    })
    try {
      await provideDatabase(urlOf(engine, OWNER_ROLE, 'postgres'))
    } catch (error) {
      await engine.stop()
      throw error
    }
    return handleOf(engine, lock)
  } catch (error) {
    lock.release()
    throw error
  }
}

function handleOf(engine: Engine, lock: { release(): void }): EmbeddedDatabase {
  let stopping: Promise<void> | null = null
  const roles = { owner: OWNER_ROLE, app: APP_ROLE } as const
  return {
    ownerUrl: urlOf(engine, OWNER_ROLE, DATABASE),
    appUrl: urlOf(engine, APP_ROLE, DATABASE),
    socketDir: engine.socketDir,
    pid: engine.pid,
    ended: engine.ended,
    urlOf: (role, database) => urlOf(engine, roles[role], database),
    stop: () => (stopping ??= engine.stop().finally(() => lock.release())),
  }
}

function urlOf(engine: Engine, role: string, database: string): string {
  return `postgres://${role}@/${encodeURIComponent(database)}?host=${encodeURIComponent(engine.socketDir)}`
}

/** Roles and database of a fresh cluster. Asked at every start, so that a crash between the steps heals itself. */
async function provideDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ hasRole: boolean; hasDatabase: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS "hasRole",
              EXISTS (SELECT FROM pg_database WHERE datname = $2) AS "hasDatabase"`,
      [APP_ROLE, DATABASE],
    )
    if (!rows[0]?.hasRole) await client.query(`CREATE ROLE ${APP_ROLE} LOGIN`)
    if (!rows[0]?.hasDatabase) await client.query(`CREATE DATABASE ${DATABASE}`)
  } finally {
    await client.end()
  }
}

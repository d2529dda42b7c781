import type pg from 'pg'

/** What a database can do besides plain SQL, as far as it makes a difference to how ours is written. */
export interface Engine {
  /** Transactions that write different rows run at the same time. */
  readonly concurrentWriters: boolean
  /** `FOR UPDATE SKIP LOCKED`. */
  readonly skipLocked: boolean
  /** Locks on numbers instead of rows. */
  readonly advisoryLocks: boolean
  /** Messages between connections. */
  readonly listenNotify: boolean
  /** Locks on whole tables. */
  readonly tableLocks: boolean
  /** Constraints that are checked at the commit. */
  readonly deferrableConstraints: boolean
}

const POSTGRES: Engine = {
  concurrentWriters: true,
  skipLocked: true,
  advisoryLocks: true,
  listenNotify: true,
  tableLocks: true,
  deferrableConstraints: true,
}

/**
 * The databases that the code is written for: the PostgreSQL that we start ourselves, one that is there already, and
 * databases on several machines that speak its language (YugabyteDB, CockroachDB).
 *
 * Code uses only what all of them have; a test reads the sources. So a turn is a row with a lease and no lock, and
 * nobody waits to be told: loops look, and are nudged by their own process.
 */
export const ENGINES = {
  embedded: POSTGRES,
  postgres: POSTGRES,
  distributed: {
    concurrentWriters: true,
    skipLocked: true,
    advisoryLocks: false,
    listenNotify: false,
    tableLocks: false,
    deferrableConstraints: false,
  },
} as const satisfies Readonly<Record<string, Engine>>

/** Name of an engine. */
export type EngineName = keyof typeof ENGINES

/** Oldest PostgreSQL whose SQL is enough. */
const POSTGRES_LEAST = 15

/** The engine behind the answer of `SELECT version()`. Throws with a sentence for one that is too old or unknown. */
export function engineOf(version: string): Exclude<EngineName, 'embedded'> {
  if (/CockroachDB|-YB-/.test(version)) return 'distributed'
  const major = Number(/^PostgreSQL (\d+)/.exec(version)?.[1])
  if (major >= POSTGRES_LEAST) return 'postgres'
  const found = version.split(' ').slice(0, 2).join(' ')
  throw new Error(`the database is ${found}; PostgreSQL ${POSTGRES_LEAST} or later is needed.`)
}

/** Asks an open connection which engine it leads to. Throws like `engineOf`. */
export async function askEngine(client: Pick<pg.Client, 'query'>): Promise<EngineName> {
  const { rows } = await client.query<{ version: string }>('SELECT version() AS version')
  return engineOf(rows[0]?.version ?? '')
}

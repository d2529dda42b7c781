import { createHash } from 'node:crypto'
import type { Writable } from 'node:stream'
import pg from 'pg'
import type { Sql } from 'sql-template-tag'

pg.types.setTypeParser(20, (text) => safeInteger(text))
pg.types.setTypeParser(1082, (text) => text)
pg.types.setTypeParser(1114, (text) => text)
pg.types.setTypeParser(1184, (text) => text.replace(' ', 'T').replace(/\+00$/, 'Z'))

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`Count outside the safe range: ${text}`)
  return value
}

/**
 * Names for prepared statements, one for each different text, so that PostgreSQL parses and plans a
 * text once per connection. Bounded: texts past the limit run unnamed, which is only slower.
 */
const NAMES_MAX = 2000
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known) return known
  if (names.size >= NAMES_MAX) return undefined
  const name = `s_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`
  names.set(text, name)
  return name
}

/** What stores see of a running transaction: statements in, rows out. Never leaves its operation. */
export interface Tx {
  /**
   * All rows of a statement. `plan: 'each-time'` has it planned for its very values, for searches whose best way
   * depends on how rare the value is; everything else is planned once per connection.
   */
  rows<Row>(query: Sql, plan?: 'each-time'): Promise<Row[]>
  /** The only row, or null. Throws when there are several. */
  maybe<Row>(query: Sql): Promise<Row | null>
  /** The only row. Throws when there is none. */
  one<Row>(query: Sql): Promise<Row>
  /** Runs a statement and tells how many rows it touched. */
  run(query: Sql): Promise<number>
  /**
   * Sends a statement whose answer nobody needs, without waiting: it shares its round trip with what follows,
   * mostly the commit. When it fails, so does the transaction, with its error.
   */
  runAhead(query: Sql): void
  /** Statements sent so far, for the bench and the test that counts them. */
  readonly statements: number
}

/** A transaction over one pooled connection; made only by the pipeline, jobs and migrations. */
export class ClientTx implements Tx {
  statements = 0
  readonly #client: pg.PoolClient | pg.Client
  #ahead: Promise<unknown> = Promise.resolve()

  constructor(client: pg.PoolClient | pg.Client) {
    this.#client = client
  }

  async rows<Row>(query: Sql, plan?: 'each-time'): Promise<Row[]> {
    return (await this.#send(query, plan)).rows as Row[]
  }

  async maybe<Row>(query: Sql): Promise<Row | null> {
    const rows = await this.rows<Row>(query)
    if (rows.length > 1) throw new Error('Expected at most one row.')
    return rows[0] ?? null
  }

  async one<Row>(query: Sql): Promise<Row> {
    const row = await this.maybe<Row>(query)
    if (row === null) throw new Error('Expected one row, found none.')
    return row
  }

  async run(query: Sql): Promise<number> {
    return (await this.#send(query)).rowCount ?? 0
  }

  runAhead(query: Sql): void {
    together(this.#client)
    const sent = this.#send(query)
    sent.catch(() => undefined)
    this.#ahead = this.#ahead.then(() => sent)
    this.#ahead.catch(() => undefined)
  }

  /** Settles when everything that was sent ahead is done; rejects with the first of its errors. */
  async settled(): Promise<void> {
    await this.#ahead
  }

  async #send(query: Sql, plan?: 'each-time'): Promise<pg.QueryResult> {
    this.statements += 1
    const text = query.text
    const name = plan === 'each-time' ? undefined : nameOf(text)
    return this.#client.query(name ? { name, text, values: query.values } : { text, values: query.values })
  }
}

/** Lets everything that is sent in this turn of the event loop leave in one piece. */
export function together(client: pg.PoolClient | pg.Client): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection
  stream.cork()
  process.nextTick(() => stream.uncork())
}

/**
 * Connection settings from a URL. A host that begins with `/` is the folder of a Unix socket and may be
 * given as `postgres://user@/database?host=/folder`.
 */
export function connectionOf(url: string): pg.PoolConfig {
  return { connectionString: url }
}

const RETRYABLE = new Set(['40001', '40P01'])

/** Serialization failures and deadlocks, after which the same transaction may simply be run again. */
export function isRetryable(error: unknown): boolean {
  return RETRYABLE.has(sqlState(error) ?? '')
}

/** The SQLSTATE of a database error, or undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null ? (error as { code?: string }).code : undefined
}

/** The name of the violated constraint, or null. Stores map it to a refusal; unknown ones are our bugs. */
export function violatedConstraint(error: unknown): string | null {
  const state = sqlState(error)
  if (state === undefined || !state.startsWith('23')) return null
  return (error as { constraint?: string }).constraint ?? null
}

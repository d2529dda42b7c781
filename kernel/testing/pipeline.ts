import { openAppPool } from '../db/transaction.ts'
import { newId } from '../ids-time/ids.ts'
import type { Operation } from '../operation/implement.ts'
import { systemPrincipal, type Principal, type Scope } from '../operation/principal.ts'
import { buildPipeline, type Call, type Pipeline } from '../operation/run.ts'
import { testDatabase } from './database.ts'
import pg from 'pg'

/** A pipeline over a database of its own, with one tenant and a clock that the test turns. */
export interface TestPipeline {
  readonly pipeline: Pipeline
  readonly tenantId: string
  readonly pool: pg.Pool
  /** A direct connection as owner, for looking at rows. */
  readonly owner: pg.Pool
  now: Temporal.Instant
  /** Runs as the system, which may do everything. */
  run(name: string, input: unknown, call?: Partial<Call>): Promise<never>
  /** Runs as a given principal. */
  as(principal: Principal, name: string, input: unknown, call?: Partial<Call>): Promise<never>
  close(): Promise<void>
}

/** Builds it. Call `close` in `afterAll`. */
export async function testPipeline(operations: readonly Operation[]): Promise<TestPipeline> {
  const database = await testDatabase()
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 4 })
  ignoreLateEnd(owner)
  const tenantId = newId()
  await owner.query('INSERT INTO tenant (tenant_id, slug, name) VALUES ($1, $2, $3)', [
    tenantId,
    'test',
    'Test',
  ])
  const pool = openAppPool(database.ownerUrl)
  ignoreLateEnd(pool)
  const pipeline = buildPipeline({
    pool,
    operations,
    resolve: () => Promise.resolve(null),
    clock: () => test.now,
    strict: true,
  })
  const as: TestPipeline['as'] = (principal, name, input, call) =>
    pipeline.run(name, input, { tenantId, caller: { principal }, ...call }) as Promise<never>
  const test: TestPipeline = {
    pipeline,
    tenantId,
    pool,
    owner,
    now: Temporal.Instant.from('2026-03-01T09:00:00Z'),
    as,
    run: (name, input, call) => as(systemPrincipal(tenantId), name, input, call),
    close: async () => {
      await pool.end()
      await owner.end()
      await database.drop()
    },
  }
  return test
}

/** A signed-in person with exactly these permissions and parties. */
export function person(
  tenantId: string,
  fields: {
    permissions: readonly string[]
    own?: readonly string[]
    children?: readonly string[]
    name?: string
  },
): Principal {
  const scope = (owners: readonly string[]): Scope => ({ all: false, owners, categories: null })
  return {
    ...systemPrincipal(tenantId, fields.name ?? 'Ada Miller'),
    actorId: newId(),
    permissions: new Set(fields.permissions),
    ownScope: fields.own ? scope(fields.own) : { all: true },
    childScope: fields.own ? scope([...fields.own, ...(fields.children ?? [])]) : { all: true },
  }
}

/**
 * A pool that has ended does not wait for its sockets; dropping the database then ends them with an error that
 * nobody listens to. Errors of running statements reject as ever.
 */
function ignoreLateEnd(pool: pg.Pool): void {
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
}

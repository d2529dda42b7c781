import { credentialResolver, tenantOfToken } from '@tallystick/access/credential.ts'
import { sealerOf } from '@tallystick/fulfillments/keys/sealer.ts'
import { inTransaction, openAppPool } from '@tallystick/kernel/db/transaction.ts'
import { startDelivery } from '@tallystick/kernel/outbox/deliver.ts'
import { startWorker, type Worker } from '@tallystick/kernel/jobs/worker.ts'
import { buildPipeline, type Pipeline } from '@tallystick/kernel/operation/run.ts'
import { buildServer } from '@tallystick/rest/server.ts'
import type { FastifyInstance } from 'fastify'
import { join } from 'node:path'
import type pg from 'pg'
import pino from 'pino'
import type { Config } from './config.ts'
import { allTexts } from './contracts.ts'
import { masterKey } from './master-key.ts'
import { backOfficeOperations } from './operations.ts'
import { startDaily } from './daily.ts'
import { startHousekeeping } from './housekeeping.ts'
import { reactionsOf, startMail } from './reactions.ts'

/** The back office over an open database: pipeline, HTTP server and background loops. */
export interface House {
  readonly pipeline: Pipeline
  readonly pool: pg.Pool
  readonly server: FastifyInstance
  /** Begins the loops: jobs, events, mail. */
  startLoops(): void
  close(): Promise<void>
}

/** Puts the house together. Nothing listens and no loop runs yet. */
export async function openHouse(config: Config, databaseUrl: string, root: string): Promise<House> {
  const logger = pino({ level: config.logLevel, redact: ['req.headers', '*.password', '*.token'] })
  const pool = openAppPool(databaseUrl, config.connectionsMax)
  pool.on('error', (error) => {
    if (!pool.ending) logger.warn(`database connection lost: ${error.message}`)
  })
  const loops: Worker[] = []
  /** The loops that look for work when something was committed. */
  const nudged: Worker[] = []
  const pipeline = buildPipeline({
    pool,
    operations: backOfficeOperations(sealerOf(masterKey(process.env, config.dataDir)), config.publicUrl),
    resolve: credentialResolver((tenantId, write) => {
      inTransaction(pool, tenantId, write).catch((error: unknown) =>
        logger.warn({ err: error }, 'session not touched'),
      )
    }),
    clock: () => Temporal.Now.instant(),
    strict: false,
    committed: () => nudged.forEach((loop) => loop.nudge()),
  })
  const tenants = tenantReader(pool, config.tenantSlug)
  const server = await buildServer(
    {
      pipeline,
      texts: allTexts,
      tenantOfToken,
      defaultTenant: tenants.defaultTenant,
      signIn: 'sign-in',
      signOut: 'sign-out',
    },
    {
      portals: {
        '/producer/': join(root, 'build/producer-portal'),
        '/portal/': join(root, 'build/end-user-portal'),
      },
      docsViewer: join(root, 'node_modules/swagger-ui-dist'),
      docsPage: join(root, 'apps/back-office/docs'),
    },
    logger,
  )
  await tenants.read()
  const failed = (what: unknown, error: unknown) =>
    logger.error({ err: error, what }, 'background work failed')
  return {
    pipeline,
    pool,
    server,
    startLoops: () => {
      const shared = { pipeline, tenants: tenants.all, failed }
      nudged.push(
        startWorker(shared),
        startDelivery({ ...shared, reactions: reactionsOf(config) }),
        startMail(config, shared),
      )
      loops.push(...nudged, startHousekeeping(pool, tenants.all, failed), startDaily(shared))
    },
    close: async () => {
      await server.close()
      await Promise.all(loops.map((loop) => loop.stop()))
      await pool.end()
    },
  }
}

/** Reads which tenants there are; new ones are seen at the next look. */
function tenantReader(pool: pg.Pool, slug: string) {
  let known: { id: string; slug: string }[] = []
  const read = async () => {
    known = (
      await pool.query<{ id: string; slug: string }>('SELECT tenant_id AS id, slug FROM tenant ORDER BY slug')
    ).rows
  }
  return {
    read,
    all: async () => {
      await read()
      return known.map(({ id }) => id)
    },
    defaultTenant: () => {
      const chosen = known.find((tenant) => tenant.slug === slug) ?? known[0]
      if (!chosen) throw new Error('There is no tenant yet.')
      return chosen.id
    },
  }
}

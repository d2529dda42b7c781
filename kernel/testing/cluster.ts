import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { type EmbeddedDatabase, startEmbedded } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'

/** What test files are told about the cluster of the run. `template` is a database with all migrations applied. */
export interface TestCluster {
  readonly socketDir: string
  readonly adminUrl: string
  readonly template: string
}

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster
  }
}

const TEMPLATE = 'tallystick_template'
const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url))

let database: EmbeddedDatabase | null = null
let folder: string | null = null

/** Starts the one cluster of a test run, in a temporary folder, and applies the migrations to its template once. */
export async function setup(project: TestProject): Promise<void> {
  try {
    project.provide('cluster', await startCluster())
  } catch (error) {
    await teardown()
    throw error
  }
}

async function startCluster(): Promise<TestCluster> {
  folder = mkdtempSync(join(tmpdir(), 'tallystick-test-'))
  chmodSync(folder, 0o755)
  // Nothing here must survive a power cut, and tests that make many databases wait for the disk otherwise.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    shared_buffers: '128MB',
  }
  database = await startEmbedded({ dataDir: folder, settings })
  const adminUrl = database.urlOf('owner', 'postgres')
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${TEMPLATE}`)
  await admin.end()
  await migrate(database.urlOf('owner', TEMPLATE), MIGRATIONS)
  return { socketDir: database.socketDir, adminUrl, template: TEMPLATE }
}

/** Ends the cluster and removes its folder. */
export async function teardown(): Promise<void> {
  await database?.stop()
  if (folder !== null) rmSync(folder, { recursive: true, force: true })
}

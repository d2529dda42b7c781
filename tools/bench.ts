import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded, type EmbeddedDatabase } from '@tallystick/kernel/db/embedded.ts'
import { migrate } from '@tallystick/kernel/db/migrate.ts'
import { activationFigures } from './bench/activation.ts'
import { manyImportFigures } from './bench/import-many.ts'
import { importFigures } from './bench/import-orders.ts'
import { lifeCycleFigures } from './bench/life-cycle.ts'
import { helloPerSecond, syncsPerSecond } from './bench/limits.ts'
import { findPgbench, HOW_TO_GET_PGBENCH } from './bench/pgbench.ts'
import { portalFigures } from './bench/portals.ts'
import { scaleFigures } from './bench/scale.ts'
import { printTable } from './bench/table.ts'
import { ROOT } from './steps.ts'

// What the program reaches on this machine, each figure beside what the machine reaches without it in the same run.
// `npm run bench` needs some minutes; `npm run bench -- --scale` fills a database with a million line items first,
// `npm run bench -- --import` imports a file with a hundred thousand, `--life-cycle` measures what becomes of licenses.
// TALLYSTICK_BENCH_DATA keeps that database, so that a second run begins at once. docs/bench.md explains the table.
const ROUNDS = 5
const SECONDS = 5
const LIFE_ROUNDS = 3
const LIFE_SECONDS = 3

const allMet = await chosen()
process.exitCode = allMet ? 0 : 1

function chosen(): Promise<boolean> {
  if (process.argv.includes('--scale')) return scale()
  if (process.argv.includes('--life-cycle')) return lifeCycle()
  return process.argv.includes('--import') ? importing() : speed()
}

async function lifeCycle(): Promise<boolean> {
  const program = findPgbench()
  if (program === null) console.log(HOW_TO_GET_PGBENCH)
  const plan = { pgbench: program, rounds: LIFE_ROUNDS, seconds: LIFE_SECONDS }
  const figures = await withDatabase(({ ownerUrl, pid }) =>
    lifeCycleFigures({ databaseUrl: ownerUrl, databasePid: pid, ...plan }, console.log),
  )
  return printTable('The life of licenses', figures)
}

async function importing(): Promise<boolean> {
  const figures = await withDatabase(({ ownerUrl, pid }) => manyImportFigures(ownerUrl, pid, console.log))
  return printTable('Import of an order file', figures)
}

async function speed(): Promise<boolean> {
  const program = findPgbench()
  if (program === null) console.log(HOW_TO_GET_PGBENCH)
  const machine = [
    { name: 'syncs of 8 kB to disk', ours: null, limit: syncsPerSecond(), target: null, unit: '/s' },
    {
      name: 'HTTP hello, 16 connections',
      ours: null,
      limit: await helloPerSecond(2000),
      target: null,
      unit: '/s',
    },
  ]
  printTable('This machine', machine)
  const plan = { pgbench: program, rounds: ROUNDS, seconds: SECONDS }
  const activation = await withDatabase(({ ownerUrl, pid }) =>
    activationFigures({ databaseUrl: ownerUrl, databasePid: pid, ...plan }),
  )
  const isFast = printTable('Activation', activation)
  const isImported = printTable(
    'Import of the sample producer',
    await withDatabase(({ ownerUrl }) => importFigures(ownerUrl)),
  )
  return printTable('Portals', portalFigures()) && isFast && isImported
}

async function scale(): Promise<boolean> {
  const kept = process.env['TALLYSTICK_BENCH_DATA']
  const figures = await withDatabase(({ ownerUrl }, dataDir) => scaleFigures(ownerUrl, dataDir), kept)
  return printTable('A million line items and a million licenses (95 of 100 runs within)', figures)
}

/** A database with the settings of the installation: durable, and of the same size. */
async function withDatabase<T>(
  work: (database: EmbeddedDatabase, dataDir: string) => Promise<T>,
  kept?: string,
): Promise<T> {
  const dataDir = kept ?? mkdtempSync(join(tmpdir(), 'tallystick-bench-'))
  // Root's PostgreSQL runs as nobody, who must be able to enter.
  if (kept === undefined) chmodSync(dataDir, 0o755)
  let database: EmbeddedDatabase | null = null
  try {
    database = await startEmbedded({ dataDir })
    await migrate(database.ownerUrl, join(ROOT, 'db/migrations'))
    return await work(database, dataDir)
  } finally {
    await database?.stop()
    if (kept === undefined) rmSync(dataDir, { recursive: true, force: true })
  }
}

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { APP_ROLE } from '@tallystick/kernel/db/migrate.ts'

const DEBIAN = '/usr/lib/postgresql'

/** How to get it, for a machine without it. */
export const HOW_TO_GET_PGBENCH =
  'pgbench is not here, so there is nothing to compare with: install the package postgresql-15 (or a newer one).'

/** Path of pgbench; null when there is none. Root on a machine with apt gets it installed. */
export function findPgbench(): string | null {
  const found = installed()
  if (found || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return found
  console.log('Installing pgbench (package postgresql-15).')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql-15'], {
    env,
    stdio: 'ignore',
  })
  return installed()
}

function installed(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted().toReversed() : []
  const places = [
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ]
  return places.map((place) => join(place, 'pgbench')).find((path) => existsSync(path)) ?? null
}

/** Which database, which script, how long. */
export interface PgbenchPlan {
  readonly program: string
  readonly url: string
  readonly script: string
  readonly clients: number
  readonly seconds: number
  readonly variables?: Readonly<Record<string, number | string>>
}

/** What pgbench reached. */
export interface PgbenchRun {
  readonly perSecond: number
  readonly transactions: number
}

/** Runs a script as fast as it goes, with prepared statements, role and plan settings of the application. */
export function pgbench(plan: PgbenchPlan): PgbenchRun {
  const folder = mkdtempSync(join(tmpdir(), 'tallystick-pgbench-'))
  const path = join(folder, 'activation.sql')
  writeFileSync(path, plan.script)
  const url = new URL(plan.url.replace('@/', '@localhost/'))
  const words = [
    '-n',
    '-M',
    'prepared',
    '-c',
    String(plan.clients),
    '-j',
    '1',
    '-T',
    String(plan.seconds),
    '-f',
    path,
  ]
  for (const [name, value] of Object.entries(plan.variables ?? {})) words.push('-D', `${name}=${value}`)
  const run = spawnSync(plan.program, [...words, url.pathname.slice(1)], {
    encoding: 'utf8',
    env: {
      ...process.env,
      PGHOST: url.searchParams.get('host') ?? url.hostname,
      PGPORT: url.port || '5432',
      PGUSER: url.username,
      PGPASSWORD: decodeURIComponent(url.password),
      PGOPTIONS: `-c role=${APP_ROLE} -c TimeZone=UTC -c plan_cache_mode=force_generic_plan`,
    },
  })
  rmSync(folder, { recursive: true, force: true })
  const perSecond = Number(/tps = ([\d.]+)/.exec(run.stdout)?.[1])
  if (run.status !== 0 || !(perSecond > 0)) throw new Error(`pgbench failed:\n${run.stdout}\n${run.stderr}`)
  const failed = Number(/number of failed transactions: (\d+)/.exec(run.stdout)?.[1] ?? 0)
  if (failed > 0) throw new Error(`pgbench counted ${failed} failed transactions.`)
  return { perSecond, transactions: Number(/actually processed: (\d+)/.exec(run.stdout)?.[1] ?? 0) }
}

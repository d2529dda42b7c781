import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type RunAs, handOver, isReachable, underAccount } from './embedded-account.ts'
import { EmbeddedFailure } from './embedded-failure.ts'
import type { Programs } from './embedded-programs.ts'

/** The role that owns all tables and runs migrations. */
export const OWNER_ROLE = 'tallystick_owner'

/**
 * Makes sure that a complete cluster is there and belongs to the account; returns its folder.
 *
 * A new cluster is made beside its place and renamed when it is complete and on disk: a crash in the middle leaves
 * only a folder that the next start removes. Caller holds the lock of the data folder.
 */
export function prepareCluster(
  dataDir: string,
  programs: Programs,
  account: RunAs,
  log: (sentence: string) => void,
): string {
  const home = reachableHome(dataDir, account, log)
  const cluster = join(home, 'postgres')
  for (const entry of readdirSync(home)) {
    if (entry.startsWith('postgres.new-')) rmSync(join(home, entry), { recursive: true, force: true })
  }
  if (!existsSync(cluster)) createCluster(cluster, programs, account, log)
  checkVersion(cluster, programs)
  handOver(cluster, account)
  return cluster
}

/**
 * The folder that holds the cluster: the data folder, or one below `/var/lib/tallystick` when root's `nobody` cannot
 * get into the data folder. The choice depends on the path only, so that the next start finds the same cluster.
 */
function reachableHome(dataDir: string, account: RunAs, log: (sentence: string) => void): string {
  mkdirSync(dataDir, { recursive: true })
  if (account === null) return dataDir
  const probe = join(dataDir, `postgres.new-probe-${process.pid}`)
  mkdirSync(probe, { recursive: true })
  handOver(probe, account)
  const isFine = isReachable(probe, account)
  rmSync(probe, { recursive: true })
  if (isFine) return dataDir

  const outside = `/var/lib/tallystick/${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`
  mkdirSync(outside, { recursive: true, mode: 0o755 })
  log(`PostgreSQL runs as "nobody", who cannot enter ${dataDir}; the database is kept in ${outside}.`)
  return outside
}

/**
 * Byte order and case rules of C.UTF-8, which are the same on every machine and in every release. Checksums find a
 * disk that lies. Only who may enter the socket's folder, closed to everybody else, can connect: no password.
 */
const CLUSTER_ARGUMENTS: readonly string[] = [
  `--username=${OWNER_ROLE}`,
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--data-checksums',
  '--auth-local=trust',
  '--auth-host=reject',
]

function createCluster(
  cluster: string,
  programs: Programs,
  account: RunAs,
  log: (sentence: string) => void,
): void {
  log(`Creating the database in ${cluster}.`)
  const half = `${cluster}.new-${process.pid}`
  mkdirSync(half, { mode: 0o700 })
  handOver(half, account)
  const run = spawnSync(programs.initdb, ['--pgdata', half, ...CLUSTER_ARGUMENTS], {
    ...underAccount(account),
    encoding: 'utf8',
  })
  if (run.status !== 0) {
    rmSync(half, { recursive: true, force: true })
    throw new EmbeddedFailure(`The database cannot be created: ${reasonOf(run.stderr, run.error)}`)
  }
  renameSync(half, cluster)
}

function reasonOf(stderr: string | null, error: Error | undefined): string {
  const said = (stderr ?? '').split('\n').find((line) => /error|fatal|could not|cannot/i.test(line))
  if (/could not look up effective user/.test(said ?? '')) {
    return 'the present account has no entry in /etc/passwd, which PostgreSQL needs; add one, or set DATABASE_URL.'
  }
  return said ?? error?.message ?? 'initdb failed without a word.'
}

function checkVersion(cluster: string, programs: Programs): void {
  const found = versionOf(cluster)
  if (found === programs.major) return
  throw new EmbeddedFailure(
    found === null
      ? `${cluster} is not a PostgreSQL folder; move it away, or set TALLYSTICK_DATA to another folder.`
      : `${cluster} was written by PostgreSQL ${found}, and this is ${programs.major}; move the data with a dump.`,
  )
}

function versionOf(cluster: string): string | null {
  try {
    return readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') return null
    throw new EmbeddedFailure(
      `${cluster} belongs to another account; start Tallystick as that account or as root, ` +
        'or set TALLYSTICK_DATA to another folder.',
    )
  }
}

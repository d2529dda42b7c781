import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { EmbeddedFailure } from './embedded-failure.ts'

/** What `postmaster.pid` says: who runs the cluster, where its socket is, and whether it takes connections. */
export interface Postmaster {
  readonly pid: number
  readonly socketDir: string
  readonly status: string
}

/** Reads `postmaster.pid` of a cluster. Null when there is none, or when it is only half written. */
export function readPostmaster(clusterDir: string): Postmaster | null {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    if (!Number.isInteger(pid) || pid <= 1) return null
    return { pid, socketDir: lines[4] ?? '', status: lines[7]?.trim() ?? '' }
  } catch {
    return null
  }
}

/** How long an engine left behind may take to stop: in order first, then at once, then by force. In ms. */
const PATIENCE: readonly (readonly [NodeJS.Signals, number])[] = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 2_000],
]

/**
 * Stops a PostgreSQL that outlived its parent (`kill -9` reaches only the parent) and clears what it left.
 *
 * It is stopped, not adopted: it may still work for connections of the dead parent, and its settings are those of
 * yesterday. Caller holds the lock of the data folder, so no living Tallystick owns it. A process number that the
 * system has since given to another program is recognised by its command line.
 */
export async function clearLeftover(clusterDir: string, log: (sentence: string) => void): Promise<void> {
  const left = readPostmaster(clusterDir)
  if (left === null) return
  if (isEngine(left.pid, clusterDir))
    log(`Stopping the PostgreSQL that an interrupted run left behind (process ${left.pid}).`)
  for (const [signal, patienceMs] of PATIENCE) {
    if (!isEngine(left.pid, clusterDir)) break
    sendSignal(left.pid, signal)
    await waitUntil(() => !isEngine(left.pid, clusterDir), patienceMs)
  }
  if (isEngine(left.pid, clusterDir))
    throw new EmbeddedFailure(`PostgreSQL process ${left.pid} does not stop; end it and try again.`)
  rmSync(join(clusterDir, 'postmaster.pid'), { force: true })
  if (isOwnSocketFolder(left.socketDir)) rmSync(left.socketDir, { recursive: true, force: true })
}

/** Folders for sockets that were made outside of the data folder, because its path is too long. */
export const SHORT_SOCKET_FOLDER = '/tmp/tallystick-'

function isOwnSocketFolder(folder: string): boolean {
  return folder.startsWith(SHORT_SOCKET_FOLDER) && !folder.includes('..') && existsSync(folder)
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return
    throw new EmbeddedFailure(
      `PostgreSQL process ${pid} belongs to another account; stop it, or start Tallystick as that account.`,
    )
  }
}

/**
 * Is this process a living PostgreSQL on this cluster? The postmaster works inside the cluster's folder. Processes
 * that ended and are not yet buried by their parent do not count.
 */
function isEngine(pid: number, clusterDir: string): boolean {
  if (!existsSync('/proc/self/stat')) {
    const shown =
      spawnSync('ps', ['-o', 'stat=,command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
    return !shown.startsWith('Z') && shown.includes(clusterDir)
  }
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.[0]
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? ''
    if (state === 'Z' || state === 'X' || !basename(command).startsWith('postgres')) return false
    return workingFolder(pid) === null || workingFolder(pid) === realpathSync(clusterDir)
  } catch {
    return false
  }
}

function workingFolder(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}

async function waitUntil(isTrue: () => boolean, patienceMs: number): Promise<void> {
  const end = performance.now() + patienceMs
  while (!isTrue() && performance.now() < end) await pause(10)
}

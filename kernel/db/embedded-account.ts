import { spawnSync } from 'node:child_process'
import { chownSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The operating system account that owns the cluster and runs PostgreSQL, or null for the present one. */
export type RunAs = { readonly uid: number; readonly gid: number } | null

/** `nobody` on Linux; the one unprivileged account that exists everywhere. */
const NOBODY = 65534

/**
 * Who runs the engine. PostgreSQL refuses to run as root, so root hands it to the account that already owns the
 * cluster, or to `nobody` when there is none yet; everybody else runs it as themselves.
 */
export function accountForEngine(clusterDir: string): RunAs {
  if (process.getuid?.() !== 0) return null
  const owner = statSync(clusterDir, { throwIfNoEntry: false })
  return owner !== undefined && owner.uid !== 0
    ? { uid: owner.uid, gid: owner.gid }
    : { uid: NOBODY, gid: NOBODY }
}

/** Spawn options that put a program under the account, away from the caller's folder, locale and environment. */
export function underAccount(account: RunAs): {
  cwd: string
  env: NodeJS.ProcessEnv
  uid?: number
  gid?: number
} {
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: '/', LC_ALL: 'C', TZ: 'UTC' }
  return { cwd: '/', env, ...account }
}

/**
 * May the account enter and write this folder? Asked by trying, because modes, access lists and mounts all have
 * a say: a checkout under a home folder of mode 0700 is out of reach for `nobody`.
 */
export function isReachable(folder: string, account: RunAs): boolean {
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', folder], {
    ...underAccount(account),
    stdio: 'ignore',
  })
  return tried.status === 0
}

/**
 * Gives a folder and everything in it to the account. Does nothing for the present account, nor for a folder that
 * is already theirs.
 */
export function handOver(folder: string, account: RunAs): void {
  if (account === null || statSync(folder).uid === account.uid) return
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chownSync(join(entry.parentPath, entry.name), account.uid, account.gid)
  }
  // Last, because a folder with the right owner counts as done.
  chownSync(folder, account.uid, account.gid)
}

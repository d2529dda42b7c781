import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type RunAs, handOver, underAccount } from './embedded-account.ts'
import { EmbeddedFailure } from './embedded-failure.ts'
import { SHORT_SOCKET_FOLDER, readPostmaster } from './embedded-leftover.ts'
import type { Programs } from './embedded-programs.ts'
import { settingArguments } from './embedded-settings.ts'

/** A running PostgreSQL that belongs to this process. */
export interface Engine {
  readonly pid: number
  readonly socketDir: string
  /** Settles when the engine has ended, with the sentence that says how. */
  readonly ended: Promise<string>
  /** Ends it in order: connections are cut, everything is written. Waits until it is gone. */
  stop(): Promise<void>
}

/** What a start needs to know. `logPath` receives what PostgreSQL says. */
export interface EngineOptions {
  readonly clusterDir: string
  readonly programs: Programs
  readonly account: RunAs
  readonly settings: Readonly<Record<string, string>>
  readonly logPath: string
  readonly log: (sentence: string) => void
}

const START_TRIES = 40
const LOG_BYTES_MAX = 10_000_000
/** An orderly stop writes everything out first; past this it is left to the recovery of the next start. */
const STOP_PATIENCE_MS = 30_000

/** Starts PostgreSQL and returns when it takes connections. Throws EmbeddedFailure with its last words. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  rotate(options.logPath)
  for (let tries = 1; ; tries++) {
    const socketDir = makeSocketDir(options.clusterDir, options.account)
    const logStart = existsSync(options.logPath) ? statSync(options.logPath).size : 0
    const child = launch(options, socketDir)
    const ended = endOf(child)
    if (await isReady(child, options)) return engineOf(child, socketDir, ended, options)
    const words = lastWords(options.logPath, logStart)
    // Workers of an engine that was killed need a moment to notice before its memory is free again.
    const isLingering = /shared memory block|lock file "postmaster.pid"/.test(words)
    if (!isLingering || tries === START_TRIES) {
      rmSync(socketDir, { recursive: true, force: true })
      throw new EmbeddedFailure(
        `PostgreSQL does not start: ${words || (await ended)} See ${options.logPath}.`,
      )
    }
    await pause(250)
  }
}

/** Its own session: Ctrl-C at the terminal must reach us first, and the engine only when we are done with it. */
function launch(options: EngineOptions, socketDir: string): ChildProcess {
  const output = openSync(options.logPath, 'a', 0o600)
  const child = spawn(
    options.programs.postgres,
    ['-D', options.clusterDir, '-k', socketDir, ...settingArguments(options.settings)],
    { ...underAccount(options.account), detached: true, stdio: ['ignore', output, output] },
  )
  closeSync(output)
  child.unref()
  return child
}

function engineOf(
  child: ChildProcess,
  socketDir: string,
  ended: Promise<string>,
  options: EngineOptions,
): Engine {
  const pid = child.pid ?? 0
  const guard = guardAgainstOurDeath(pid, options.account)
  void ended.then(() => {
    guard.kill('SIGKILL')
    rmSync(socketDir, { recursive: true, force: true })
  })
  return {
    pid,
    socketDir,
    ended,
    stop: async () => {
      child.kill('SIGINT')
      const impatience = setTimeout(() => child.kill('SIGQUIT'), STOP_PATIENCE_MS)
      await ended
      clearTimeout(impatience)
    },
  }
}

/**
 * A small shell that stops the engine when we die without a word. It waits on a pipe that only we hold open, so even
 * `kill -9` releases it. Without it PostgreSQL would run on until the next start.
 */
function guardAgainstOurDeath(pid: number, account: RunAs): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', 'read -r word; kill -INT "$1"', 'tallystick-guard', String(pid)], {
    ...underAccount(account),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.on('error', () => undefined)
  guard.stdin?.on('error', () => undefined)
  guard.unref()
  return guard
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`PostgreSQL cannot be run: ${error.message}.`))
    child.once('exit', (code, signal) => resolve(`PostgreSQL ended with ${signal ?? `code ${code}`}.`))
  })
}

async function isReady(child: ChildProcess, options: EngineOptions): Promise<boolean> {
  let hasFailed = false
  child.once('error', () => (hasFailed = true))
  let next = performance.now() + 10_000
  for (;;) {
    if (hasFailed || child.exitCode !== null || child.signalCode !== null) return false
    const postmaster = readPostmaster(options.clusterDir)
    if (postmaster?.pid === child.pid && postmaster?.status === 'ready') return true
    if (performance.now() > next) {
      options.log('PostgreSQL is still repairing what a crash left; waiting.')
      next += 10_000
    }
    await pause(5)
  }
}

/** The path of a Unix socket may have 107 bytes (103 on macOS), so a deep data folder needs a short stand-in. */
const SOCKET_PATH_BYTES_MAX = 103

function makeSocketDir(clusterDir: string, account: RunAs): string {
  const near = `${clusterDir}-socket`
  if (Buffer.byteLength(join(near, '.s.PGSQL.5432.lock')) <= SOCKET_PATH_BYTES_MAX) {
    rmSync(near, { recursive: true, force: true })
    mkdirSync(near, { mode: 0o700 })
    handOver(near, account)
    return near
  }
  const short = mkdtempSync(SHORT_SOCKET_FOLDER)
  chmodSync(short, 0o700)
  if (account !== null) chownSync(short, account.uid, account.gid)
  return short
}

function rotate(logPath: string): void {
  if (existsSync(logPath) && statSync(logPath).size > LOG_BYTES_MAX) renameSync(logPath, `${logPath}.1`)
}

function lastWords(logPath: string, from: number): string {
  if (!existsSync(logPath)) return ''
  const said = readFileSync(logPath).subarray(from).toString('utf8').split('\n')
  const grave =
    said.filter((line) => /FATAL|PANIC|ERROR/.test(line)).pop() ?? said.filter(Boolean).pop() ?? ''
  const hint = said.filter((line) => /HINT/.test(line)).pop() ?? ''
  return `${grave} ${hint}`.trim()
}

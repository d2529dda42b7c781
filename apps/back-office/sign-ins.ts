import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'

/** A way in that the start prints: who it is, where, and with what. */
export interface SignInHint {
  readonly who: string
  readonly portal: 'producer' | 'end-user'
  readonly userName: string
  readonly password: string
}

type Place = Pick<Config, 'dataDir'>

/**
 * Notes the administrator's first password before the database learns it. The note stays until `forgetPassword`: a
 * first start that is interrupted anywhere in between is taken up by the next one, with the same password.
 */
export function notePassword(config: Place, password: string): void {
  write(config, noteOf(config), { password })
}

/** The password that an interrupted first start had chosen; null when there is nothing to take up. */
export function notedPassword(config: Place): string | null {
  return read<{ password: string }>(noteOf(config))?.password ?? null
}

/** Says that the first start is complete. */
export function forgetPassword(config: Place): void {
  rmSync(noteOf(config), { force: true })
}

/** Keeps the sign-ins of a first start beside the data, readable by their owner only. */
export function keepSignIns(config: Place, signIns: readonly SignInHint[]): void {
  write(config, signInsOf(config), signIns)
}

/** The sign-ins that were kept; none for an installation that began without us. */
export function readSignIns(config: Place): readonly SignInHint[] {
  return read<SignInHint[]>(signInsOf(config)) ?? []
}

function noteOf({ dataDir }: Place): string {
  return join(dataDir, 'first-start.json')
}

function signInsOf({ dataDir }: Place): string {
  return join(dataDir, 'sign-ins.json')
}

/** Whole or not at all: a reader never finds half a file. */
function write({ dataDir }: Place, path: string, content: unknown): void {
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
}

function read<Content>(path: string): Content | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Content
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new Error(`${path} cannot be read (${(error as Error).message}); move it away and start again.`)
  }
}

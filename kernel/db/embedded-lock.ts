import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { EmbeddedFailure } from './embedded-failure.ts'

/**
 * Takes a data folder for this process until `release`, or until the process ends in whatever way.
 *
 * The lock is one that the operating system gives back itself (a file lock, held through SQLite, which is the only
 * door to it that Node has): a file with a process number would need guessing after `kill -9`, and two starters
 * could both guess. The number is written beside it, for the message only.
 * Throws EmbeddedFailure when another process has the folder, or when it cannot be written.
 */
export function lockFolder(dataDir: string): { release(): void } {
  const holder = join(dataDir, 'lock.pid')
  let handle: DatabaseSync | null = null
  try {
    mkdirSync(dataDir, { recursive: true })
    handle = new DatabaseSync(join(dataDir, 'lock'), { timeout: 0 })
    handle.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    writeFileSync(holder, `${process.pid}\n`)
  } catch (error) {
    handle?.close()
    throw new EmbeddedFailure(reasonOf(error, dataDir, holder))
  }
  const held = handle
  return { release: () => held.close() }
}

function reasonOf(error: unknown, dataDir: string, holder: string): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (/locked/.test(message)) {
    return (
      `The data folder ${dataDir} is in use by another Tallystick (process ${processIn(holder)}); ` +
      'stop that one, or set TALLYSTICK_DATA to another folder.'
    )
  }
  return (
    `The data folder ${dataDir} cannot be written (${code ?? message}); ` +
    'change its owner, or set TALLYSTICK_DATA to another folder.'
  )
}

function processIn(holder: string): string {
  try {
    return readFileSync(holder, 'utf8').trim()
  } catch {
    return 'unknown'
  }
}

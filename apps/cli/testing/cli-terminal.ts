import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from '../program.ts'

/** A terminal of a test: commands in, exit code and texts out. */
export interface CliTerminal {
  /** Folder for files of the test. */
  readonly folder: string
  now: Temporal.Instant
  env: Record<string, string>
  /** Runs a command line; `input` is what it reads. */
  run(words: readonly string[], input?: string | Uint8Array): Promise<CliAnswer>
  remove(): void
}

/** What a command line came to. */
export interface CliAnswer {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Makes it, with settings of its own. */
export function cliTerminal(): CliTerminal {
  const folder = mkdtempSync(join(tmpdir(), 'tally-'))
  const terminal: CliTerminal = {
    folder,
    now: Temporal.Instant.from('2026-06-15T12:00:00Z'),
    env: {},
    run: async (words, input = '') => {
      let out = ''
      let err = ''
      const code = await runProgram(words, {
        out: (text) => (out += text),
        err: (text) => (err += text),
        isWatched: false,
        columns: 200,
        env: terminal.env,
        settingsDir: join(folder, 'settings'),
        now: () => terminal.now,
        readInput: () => Promise.resolve(Buffer.from(input)),
        ask: () => Promise.resolve(null),
      })
      return { code, out, err }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
  return terminal
}

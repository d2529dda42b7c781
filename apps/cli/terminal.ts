import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** What commands know of the place where they run; tests give their own. */
export interface Terminal {
  /** Writes to the output that others may read on. */
  readonly out: (text: string) => void
  /** Writes to people: progress, reasons, questions. */
  readonly err: (text: string) => void
  /** Whether a person sees `err`, so that a progress bar makes sense. */
  readonly isWatched: boolean
  /** Width of `out` in characters; very wide where no person reads it, so that nothing is cut. */
  readonly columns: number
  readonly env: Readonly<Record<string, string | undefined>>
  /** Folder of our own settings. */
  readonly settingsDir: string
  readonly now: () => Temporal.Instant
  /** All of the standard input. */
  readonly readInput: () => Promise<Buffer>
  /** Asks for a line; what is typed stays unseen when `isSecret`. Null when nobody can be asked. */
  readonly ask: (question: string, isSecret: boolean) => Promise<string | null>
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  // A reader that has seen enough (`| head`) is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
  })
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isWatched: process.stderr.isTTY === true,
    columns: process.stdout.columns ?? 10_000,
    env: process.env,
    settingsDir: join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'tallystick'),
    now: () => Temporal.Now.instant(),
    readInput,
    ask: (question, isSecret) =>
      process.stdin.isTTY ? askPerson(question, isSecret) : Promise.resolve(null),
  }
}

async function readInput(): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Typed letters are echoed through `output`; a secret is given one that shows nothing. */
function askPerson(question: string, isSecret: boolean): Promise<string> {
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({
    input: process.stdin,
    output: isSecret ? silent : process.stderr,
    terminal: true,
  })
  return new Promise((resolve) => {
    lines.on('SIGINT', () => process.exit(130))
    lines.question('', (answer) => {
      lines.close()
      if (isSecret) process.stderr.write('\n')
      resolve(answer)
    })
  })
}

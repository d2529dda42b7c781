import { safeText } from './show.ts'
import type { Terminal } from './terminal.ts'

/** Something that the person at the terminal can change: one sentence, and what to do. */
export class CliFailure extends Error {
  readonly cure: string | null

  constructor(sentence: string, cure: string | null = null) {
    super(sentence)
    this.cure = cure
  }
}

/** The members of an API problem that are told; see `sdk/api/problem.ts`. */
interface Told {
  readonly message: string
  readonly cure?: string | null
  readonly code?: unknown
  readonly status?: unknown
  readonly data?: unknown
  readonly fields?: readonly { readonly path: string; readonly message: string }[]
  readonly requestId?: string | null
}

/** Tells why a command did not do its work: sentence, wrong fields, cure. As JSON when that was asked for. */
export function tellFailure(terminal: Terminal, error: unknown, isJson: boolean): void {
  const told = error as Told
  if (isJson) {
    const { message: detail, cure, code, status, data, fields, requestId } = told
    terminal.out(
      `${JSON.stringify({ error: { detail, code, status, cure, data, fields, requestId } }, null, 2)}\n`,
    )
    return
  }
  terminal.err(`tally: ${safeText(told.message)}\n`)
  for (const { path, message } of told.fields ?? [])
    terminal.err(`  ${safeText(path)}: ${safeText(message)}\n`)
  const cure = told.cure ?? CURES[String(told.code)]
  if (cure) terminal.err(`  ${safeText(cure)}\n`)
  if (told.status === 500 && told.requestId) terminal.err(`  Request ${safeText(told.requestId)}\n`)
}

/** What helps at the command line where the server's own cure is for pages, or missing. */
const CURES: Readonly<Record<string, string>> = {
  unauthenticated: 'Sign in with: tally sign-in URL',
  'password-change-required': 'Sign in at a portal once, and choose a password there.',
}

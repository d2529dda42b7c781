import { ApiProblem, openApi } from '@tallystick/api/client.ts'
import type { Contract } from '@tallystick/kernel/operation/define.ts'
import { CliFailure } from '../failure.ts'
import { openServer, serverAddress, type ServerChoice } from '../server-connection.ts'
import { forgetSignIn, keepSignIn } from '../sign-in-file.ts'
import type { Terminal } from '../terminal.ts'

/** Choices of `tally sign-in`. */
export interface SignInChoice {
  readonly user?: string
  readonly passwordStdin?: boolean
  readonly json?: boolean
}

/** Only the addresses are needed here; the contracts with their schemas would slow the start. */
const SIGN_IN = { name: 'sign-in', rest: { method: 'POST', path: '/v1/sessions' } } as Contract
const SIGN_OUT = { name: 'sign-out', rest: { method: 'DELETE', path: '/v1/session' } } as Contract

/** What a sign-in answers to a program. */
interface Session {
  readonly token: string
  readonly expiresAt: string
  readonly mustChangePassword: boolean
  readonly user: { readonly userName: string; readonly displayName: string }
}

/** Opens a session and keeps its token. The password is never an argument: others could see it there. */
export async function signInAt(terminal: Terminal, url: string, choice: SignInChoice): Promise<void> {
  const server = serverAddress(url)
  warnOfPlainText(terminal, server)
  const userName = choice.user ?? (await terminal.ask('User name: ', false))
  if (!userName) throw new CliFailure('A user name is needed.', 'Give it with --user.')
  const password = choice.passwordStdin
    ? (await terminal.readInput()).toString('utf8').replace(/\r?\n$/, '')
    : await terminal.ask('Password: ', true)
  if (!password) throw new CliFailure('A password is needed.', 'Pass it on the input with --password-stdin.')
  const answer = await openApi({ baseUrl: server }).call(SIGN_IN, { userName, password, portal: 'api' })
  const { token, expiresAt, user, mustChangePassword } = answer as Session
  const path = keepSignIn(terminal.settingsDir, { server, token, userName: user.userName, expiresAt })
  if (choice.json)
    terminal.out(`${JSON.stringify({ server, user, expiresAt, mustChangePassword }, null, 2)}\n`)
  else terminal.out(`Signed in at ${server} as ${user.displayName} until ${expiresAt}. Kept in ${path}.\n`)
  if (mustChangePassword)
    terminal.err('This password is temporary: choose one at a portal before anything else.\n')
}

function warnOfPlainText(terminal: Terminal, server: string): void {
  const { protocol, hostname } = new URL(server)
  const isHere = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  if (protocol === 'http:' && !isHere)
    terminal.err('tally: This connection is not encrypted; others can read along.\n')
}

/** Ends the session, and forgets the token also when the server has forgotten it before. */
export async function signOutOf(terminal: Terminal, choice: ServerChoice): Promise<void> {
  try {
    await openServer(terminal, choice).call(SIGN_OUT, {})
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error
  } finally {
    forgetSignIn(terminal.settingsDir)
  }
  terminal.out('Signed out.\n')
}

import { openApi, type Api } from '@tallystick/api/client.ts'
import { CliFailure } from './failure.ts'
import { readSignIn } from './sign-in-file.ts'
import type { Terminal } from './terminal.ts'

/** Choices that every command with a server has. */
export interface ServerChoice {
  readonly server?: string | undefined
}

/**
 * The API as the signed-in user.
 *
 * Server: `--server`, else `TALLYSTICK_SERVER`, else that of the last sign-in. The token of the sign-in is sent
 * to its own server only; `TALLYSTICK_TOKEN` replaces it. Throws CliFailure when there is no server.
 */
export function openServer(terminal: Terminal, choice: ServerChoice): Api {
  const signedIn = readSignIn(terminal.settingsDir)
  const given = choice.server ?? terminal.env['TALLYSTICK_SERVER'] ?? signedIn?.server
  if (given === undefined) {
    throw new CliFailure('There is no server yet.', 'Sign in with: tally sign-in URL')
  }
  const baseUrl = serverAddress(given)
  const own = signedIn?.server === baseUrl ? signedIn.token : undefined
  const token = terminal.env['TALLYSTICK_TOKEN'] ?? own
  return openApi({ baseUrl, ...(token ? { token } : {}) })
}

/** The origin of a server's address, such as `https://licenses.example.com`. Throws CliFailure for anything else. */
export function serverAddress(text: string): string {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  const url = URL.canParse(whole) ? new URL(whole) : null
  if (url && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '') return url.origin
  throw new CliFailure(`"${text}" is no address of a server.`, 'Give one like https://licenses.example.com')
}

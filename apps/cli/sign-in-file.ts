import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CliFailure } from './failure.ts'

/** Where one is signed in. The token opens the API as that user until it expires. */
export interface SignedIn {
  readonly server: string
  readonly token: string
  readonly userName: string
  readonly expiresAt: string
}

/** What was kept at the last sign-in; null when there is none. Throws CliFailure when the file is damaged. */
export function readSignIn(settingsDir: string): SignedIn | null {
  const path = fileOf(settingsDir)
  if (!existsSync(path)) return null
  try {
    const { server, token, userName, expiresAt } = JSON.parse(readFileSync(path, 'utf8')) as Record<
      string,
      unknown
    >
    if (typeof server === 'string' && typeof token === 'string') {
      return { server, token, userName: String(userName), expiresAt: String(expiresAt) }
    }
  } catch {
    // Falls through to the same sentence as any other wrong content.
  }
  throw new CliFailure(`${path} is damaged.`, 'Remove it and sign in again.')
}

/** Keeps a sign-in, for the eyes of this user of the machine only. */
export function keepSignIn(settingsDir: string, signedIn: SignedIn): string {
  mkdirSync(settingsDir, { recursive: true, mode: 0o700 })
  const path = fileOf(settingsDir)
  writeFileSync(path, `${JSON.stringify(signedIn, null, 2)}\n`, { mode: 0o600 })
  // The mode above counts only for a new file.
  chmodSync(path, 0o600)
  return path
}

/** Forgets the sign-in. */
export function forgetSignIn(settingsDir: string): void {
  rmSync(fileOf(settingsDir), { force: true })
}

function fileOf(settingsDir: string): string {
  return join(settingsDir, 'sign-in.json')
}

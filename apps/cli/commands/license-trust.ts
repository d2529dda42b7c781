import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { keyIdOf, publicKeyFrom, publicKeyText } from '@tallystick/license-file/ed25519-keys.ts'
import type { Trust, TrustedKey } from '@tallystick/license-file/trust.ts'
import { CliFailure } from '../failure.ts'
import type { Terminal } from '../terminal.ts'
import { unreadable } from './license-input.ts'

/** Where the believed keys come from. */
export interface TrustChoice {
  readonly key?: string
  readonly trust?: string
  readonly server?: string
}

/** Whom to believe. Throws CliFailure when nothing was chosen, or the choice cannot be read. */
export async function trustOf(terminal: Terminal, choice: TrustChoice): Promise<Trust> {
  if (choice.key !== undefined) return trustInKey(choice.key)
  if (choice.trust !== undefined) {
    const text = await readFile(choice.trust, 'utf8').catch(unreadable(choice.trust))
    return readTrust(text, choice.trust)
  }
  return trustOfServer(terminal, choice.server)
}

/**
 * One key, which may be the root that vouches for issuing keys in the file, or an issuing key itself, whose ID
 * is made of the key.
 */
function trustInKey(given: string): Trust {
  const text = existsSync(given) ? readFileSync(given, 'utf8').trim() : given
  try {
    const publicKey = publicKeyText(publicKeyFrom(text))
    const lengths = [4, 5, 6, 7, 8]
    return {
      rootPublicKey: publicKey,
      keys: lengths.map((length) => ({ kid: keyIdOf(publicKey, length), publicKey })),
    }
  } catch {
    throw new CliFailure(
      'The public key cannot be read.',
      'Give an Ed25519 public key as PEM or as 43 characters of base64url, or a file that holds it.',
    )
  }
}

/** The trust file: what `GET /v1/trust` answers. */
function readTrust(text: string, origin: string): Trust {
  const wrong = new CliFailure(
    `${origin} does not say whom to believe.`,
    'It must be JSON with "rootPublicKey", "keys" (each with "kid" and "publicKey"), or both.',
  )
  try {
    const { rootPublicKey, keys = [] } = JSON.parse(text) as { rootPublicKey?: unknown; keys?: unknown }
    if (!Array.isArray(keys) || !keys.every(isKey)) throw wrong
    if (rootPublicKey === undefined || rootPublicKey === null) {
      if (keys.length === 0) throw wrong
      return { keys }
    }
    return { keys, rootPublicKey: publicKeyText(publicKeyFrom(String(rootPublicKey))) }
  } catch {
    throw wrong
  }
}

function isKey(value: unknown): value is TrustedKey {
  const { kid, publicKey } = (value ?? {}) as Record<string, unknown>
  if (typeof kid !== 'string' || typeof publicKey !== 'string') return false
  publicKeyFrom(publicKey)
  return true
}

async function trustOfServer(terminal: Terminal, given: string | undefined): Promise<Trust> {
  const { serverAddress } = await import('../server-connection.ts')
  const { readSignIn } = await import('../sign-in-file.ts')
  const server = given ?? terminal.env['TALLYSTICK_SERVER'] ?? readSignIn(terminal.settingsDir)?.server
  if (server === undefined) {
    throw new CliFailure(
      'Nobody was named to believe.',
      'Give the public key of the producer with --key, a trust file with --trust, or a server with --server.',
    )
  }
  const address = `${serverAddress(server)}/v1/trust`
  const answer = await fetch(address, { headers: { accept: 'application/json' } }).catch(() => null)
  if (!answer?.ok) {
    throw new CliFailure(`${address} does not answer.`, 'Check the address, or give the key with --key.')
  }
  return readTrust(await answer.text(), address)
}

import { hash, verify } from '@node-rs/argon2'

/** argon2id (2) with the parameters that OWASP names first: 19 MiB, two passes, one lane; about 9 ms here. */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Hashes a password for storage. Runs outside the event loop. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), PARAMETERS)
}

let nobody: Promise<string> | null = null

/**
 * Whether a password fits a stored hash. Without a hash (no such user, no password yet) a hash of nobody is
 * checked, so that the time of the answer tells nothing; the result is then always false.
 */
export async function fitsPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password')
  const fits = await verify(stored ?? (await nobody), password.normalize('NFC'))
  return stored !== null && fits
}

import { hash, verify } from '@node-rs/argon2'

/** 19 MiB, two passes, one lane: the smaller of the two argon2id settings that OWASP recommends. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** The argon2id text that is kept of a password. Takes some 20 ms on another thread. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST)
}

let nobody: Promise<string> | null = null

/**
 * Whether a password belongs to a kept text. Without one (no such user, no password yet) the same work is done
 * against a text of nobody, so that the time tells nothing.
 */
export async function isPassword(kept: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('the password of nobody')
  const matches = await verify(kept ?? (await nobody), password.normalize('NFKC'))
  return matches && kept !== null
}

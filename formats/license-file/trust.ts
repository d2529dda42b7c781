import type { KeyObject } from 'node:crypto'
import { publicKeyFrom } from './ed25519-keys.ts'
import { readCertificate } from './key-certificate.ts'
import type { KeyUse } from './key-certificate.ts'
import type { CalendarDate, KeyCertificate } from './model.ts'

/** An issuing key that the reader believes. */
export interface TrustedKey {
  readonly kid: string
  /** A key object, PEM, or the 32 bytes as base64url. */
  readonly publicKey: string | KeyObject
  /** First and last day of ISSUED dates it is believed for, inclusive; null or absent means open. */
  readonly notBefore?: CalendarDate | null
  readonly notAfter?: CalendarDate | null
  /** Believed for lines of this vendor only; absent means any. */
  readonly vendor?: string
  /** Believed for these uses only; absent means any. */
  readonly uses?: readonly KeyUse[]
}

/** Whom the reader believes: issuing keys, the root key that vouches for keys in the file, or both. */
export interface Trust {
  readonly keys?: readonly TrustedKey[]
  readonly rootPublicKey?: string | KeyObject
}

/** A believed key with its object made. */
export interface ReadyKey extends Omit<TrustedKey, 'publicKey'> {
  readonly publicKey: KeyObject
}

/**
 * The believed keys by key ID, those in the file that the root vouches for included. Throws as
 * `publicKeyFrom`.
 */
export function believedKeys(
  trust: Trust,
  certificates: readonly KeyCertificate[],
): ReadonlyMap<string, readonly ReadyKey[]> {
  const { rootPublicKey: root, keys = [] } = trust
  const certified = root === undefined ? [] : certificates.map((one) => readCertificate(one, root))
  const all: readonly TrustedKey[] = [...keys, ...certified.filter((one) => one !== null)]
  return Map.groupBy(
    all.map((key) => ({ ...key, publicKey: publicKeyFrom(key.publicKey) })),
    (key) => key.kid,
  )
}

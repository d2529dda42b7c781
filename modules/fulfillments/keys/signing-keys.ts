import { randomBytes, type KeyObject } from 'node:crypto'
import { keyIdOf, privateKeyFromSeed, publicKeyText } from '@tallystick/license-file/ed25519-keys.ts'
import { certifyKey } from '@tallystick/license-file/key-certificate.ts'
import type { KeyCertificate } from '@tallystick/license-file/model.ts'
import type { SigningKey } from '@tallystick/license-file/signer.ts'
import type { Sealer } from './sealer.ts'

/** A key as it is stored: only its public half can be read without the master key. */
export interface StoredKey {
  readonly kid: string
  readonly publicKey: string
  readonly privateKeySealed: Uint8Array
  readonly certificate: string | null
}

/** Makes a new Ed25519 key and seals its seed. */
export function makeKey(sealer: Sealer, tenantId: string): StoredKey & { readonly seed: Buffer } {
  const seed = randomBytes(32)
  const privateKey = privateKeyFromSeed(seed)
  const kid = keyIdOf(privateKey)
  return {
    kid,
    publicKey: publicKeyText(privateKey),
    privateKeySealed: sealer.seal(seed, placeOf(tenantId, kid)),
    certificate: null,
    seed,
  }
}

/**
 * The root key's statement about an issuing key. `until` is the last day on which it may issue; null while
 * it is in use.
 */
export function certify(
  key: { readonly kid: string; readonly publicKey: string },
  root: KeyObject,
  terms: { readonly vendor: string; readonly from: string; readonly until: string | null },
): string {
  const statement = {
    kid: key.kid,
    publicKey: key.publicKey,
    vendor: terms.vendor,
    notBefore: terms.from,
    notAfter: terms.until,
    uses: ['line', 'file'] as const,
  }
  return JSON.stringify(certifyKey(statement, root))
}

/** An issuing key that is ready to sign, with the root's statement that goes into each file. */
export interface IssuingKey extends SigningKey {
  readonly certificate: KeyCertificate
}

/** Opens sealed keys and keeps them, because making a key object costs more than signing with it. */
export interface KeyRing {
  issuing(tenantId: string, stored: StoredKey): IssuingKey
  /** The private half of any key, for certifying. */
  open(tenantId: string, stored: StoredKey): KeyObject
}

/** A key ring over a sealer. Opened keys stay in this process only. */
export function keyRing(sealer: Sealer): KeyRing {
  const opened = new Map<string, KeyObject>()
  const open = (tenantId: string, stored: StoredKey) => {
    const place = placeOf(tenantId, stored.kid)
    const known = opened.get(place)
    if (known) return known
    const key = privateKeyFromSeed(sealer.open(stored.privateKeySealed, place))
    opened.set(place, key)
    return key
  }
  return {
    open,
    issuing: (tenantId, stored) => ({
      kid: stored.kid,
      privateKey: open(tenantId, stored),
      certificate: JSON.parse(stored.certificate ?? '{}') as KeyCertificate,
    }),
  }
}

function placeOf(tenantId: string, kid: string): string {
  return `signing-key ${tenantId} ${kid}`
}

import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * A public key from a key object, PEM, or its 32 bytes as base64url.
 *
 * Throws TypeError when it is no Ed25519 key: no other algorithm is ever accepted.
 */
export function publicKeyFrom(key: string | KeyObject): KeyObject {
  const object =
    typeof key !== 'string'
      ? key
      : key.includes('-----BEGIN')
        ? createPublicKey(key)
        : createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.trim() }, format: 'jwk' })
  if (object.asymmetricKeyType !== 'ed25519') throw new TypeError('Only Ed25519 keys sign license files.')
  return object.type === 'private' ? createPublicKey(object) : object
}

/** A private key from its seed of 32 bytes. Throws TypeError for any other length. */
export function privateKeyFromSeed(seed: Uint8Array): KeyObject {
  if (seed.length !== 32) throw new TypeError('The seed of an Ed25519 key has 32 bytes.')
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

/** The 32 bytes of a public key as 43 base64url characters. */
export function publicKeyText(key: string | KeyObject): string {
  return String(publicKeyFrom(key).export({ format: 'jwk' }).x)
}

/**
 * A key ID made from the key itself: 4 to 8 Crockford characters (5 bits each) of its SHA-256.
 *
 * Six characters keep the keys of a producer apart; two keys of one ID do no harm, both are tried.
 */
export function keyIdOf(key: string | KeyObject, length = 6): string {
  const digest = createHash('sha256').update(publicKeyText(key)).digest()
  let bits = digest.readBigUInt64BE(0)
  let text = ''
  for (let index = 0; index < Math.min(8, Math.max(4, length)); index += 1) {
    text += crockford.charAt(Number(bits >> 59n))
    bits = (bits << 5n) & 0xffff_ffff_ffff_ffffn
  }
  return text
}

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/**
 * Seals secrets for storage, so that a copy of the database alone gives none of them away.
 *
 * AES-256-GCM with the installation's master key; `place` (what the secret belongs to) is bound in, so that
 * a sealed secret cannot be moved to another row. Layout: 12 bytes nonce, 16 bytes tag, the rest.
 */
export interface Sealer {
  seal(secret: Uint8Array, place: string): Buffer
  /** Throws when the master key or the place is another one, or a byte was changed. */
  open(sealed: Uint8Array, place: string): Buffer
}

/** A sealer over a master key of 32 bytes. Throws RangeError for another length. */
export function sealerOf(masterKey: Uint8Array): Sealer {
  if (masterKey.length !== 32) throw new RangeError('The master key has 32 bytes.')
  return {
    seal: (secret, place) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', masterKey, nonce).setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(secret), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open: (sealed, place) => {
      const bytes = Buffer.from(sealed)
      const decipher = createDecipheriv('aes-256-gcm', masterKey, bytes.subarray(0, 12))
        .setAAD(Buffer.from(place))
        .setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
    },
  }
}

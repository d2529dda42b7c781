import { createHash, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { FileSeal } from './model.ts'

/** First row of what is signed for a whole file. */
export const fileDomain = 'olp-lic-file-v1'

/** Seals the text of a file. `text` is everything before the seal line, with newlines only. */
export function sealText(text: string, kid: string, privateKey: KeyObject): FileSeal {
  const digest = digestOf(text)
  return { kid, digest, signature: sign(null, sealedBytes(digest), privateKey).toString('base64url') }
}

/**
 * Does the seal fit this text? Carriage returns before newlines, as mail and editors add them, do not matter.
 */
export function fitsText(seal: FileSeal, text: string): boolean {
  return seal.digest === digestOf(text)
}

/** Was the digest in the seal signed with this key? */
export function isSealGenuine(seal: FileSeal, publicKey: KeyObject): boolean {
  return verify(null, sealedBytes(seal.digest), publicKey, Buffer.from(seal.signature, 'base64url'))
}

function digestOf(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n'), 'utf8').digest('hex')
}

function sealedBytes(digest: string): Buffer {
  return Buffer.from(`${fileDomain}\n${digest}`, 'utf8')
}

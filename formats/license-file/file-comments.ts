import type { FileSeal, KeyCertificate } from './model.ts'
import { isKeyId, isSignatureText } from './signature-text.ts'

/** Writes the last line of a file, without `# `. */
export function printSealComment(seal: FileSeal): string {
  return `SEAL ${seal.kid}:${seal.signature} ${seal.digest}`
}

/** Reads the text of a seal comment; null when it is damaged. */
export function readSealComment(text: string): FileSeal | null {
  const match = /^SEAL ([^ :]{1,8}):([^ ]{86}) ([0-9a-f]{64})$/.exec(text)
  const [, kid = '', signature = '', digest = ''] = match ?? []
  return isKeyId(kid) && isSignatureText(signature) ? { kid, signature, digest } : null
}

/** Writes a statement about an issuing key as a comment, without `# `. */
export function printCertificateComment(certificate: KeyCertificate): string {
  return `KEYCERT ${certificate.statement} ${certificate.signature}`
}

/** Reads the text of a statement about an issuing key; null when it is damaged. Says nothing about truth. */
export function readCertificateComment(text: string): KeyCertificate | null {
  const [, statement = '', signature = ''] = /^KEYCERT (\{.{1,2000}\}) ([^ ]{86})$/.exec(text) ?? []
  return isSignatureText(signature) ? { statement, signature } : null
}

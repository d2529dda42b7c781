/** `S`: bound to the server host IDs of the file. `N`: bound to nothing but the line itself. */
export type SignatureMode = 'S' | 'N'

/** The parts of one of our signatures. */
export interface OpenSignature {
  readonly mode: SignatureMode
  /** Which key signed: 4 to 8 Crockford characters. */
  readonly kid: string
  /** 64 bytes as 86 base64url characters. */
  readonly signature: string
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const pattern = /^([SN])([0-9A-HJKMNP-TV-Z]{4,8}):([A-Za-z0-9_-]{86})$/

/** Reads `<mode><kid>:<signature>`, blanks ignored; null when the text is not of our form. */
export function parseOpenSignature(text: string): OpenSignature | null {
  const match = pattern.exec(text.replace(/[ \t]+/g, ''))
  if (match === null) return null
  const [, mode, kid = '', signature = ''] = match
  if (!isSignatureText(signature)) return null
  return { mode: mode === 'S' ? 'S' : 'N', kid, signature }
}

/** Writes the value of `SIGN=`, without blanks; the printer wraps it. */
export function printOpenSignature(signature: OpenSignature): string {
  return `${signature.mode}${signature.kid}:${signature.signature}`
}

/**
 * Is this the one base64url spelling of 64 bytes? The last of 86 characters has four idle bits; unless they
 * are zero, several texts would mean the same signature.
 */
export function isSignatureText(text: string): boolean {
  return /^[A-Za-z0-9_-]{86}$/.test(text) && base64url.indexOf(text.charAt(85)) % 16 === 0
}

/** Is this a key ID: 4 to 8 characters of Crockford's alphabet, upper case? */
export function isKeyId(text: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{4,8}$/.test(text)
}

/**
 * Is this a signature of another technology: groups of hexadecimal digits? We can read but never confirm it.
 */
export function isForeignSignature(text: string): boolean {
  return /^[0-9A-Fa-f]+(?:[ \t]+[0-9A-Fa-f]+)*$/.test(text.trim())
}

/** Does a value look like a signature of ours, even under a damaged keyword or with a damaged character? */
export function resemblesOpenSignature(text: string): boolean {
  const bare = text.replace(/[ \t]+/g, '')
  return bare.length >= 60 && !isForeignSignature(bare)
}

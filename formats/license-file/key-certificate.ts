import { sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { publicKeyFrom, publicKeyText } from './ed25519-keys.ts'
import { isCalendarDate } from './license-date.ts'
import type { CalendarDate, KeyCertificate } from './model.ts'
import { isKeyId } from './signature-text.ts'

/** First row of what the root key signs about an issuing key. */
export const certificateDomain = 'olp-lic-keycert-v1'

/** What an issuing key may sign. Separate keys per use are the rule. */
export type KeyUse = 'line' | 'file' | 'cap' | 'trusted' | 'shortcode'

const uses: readonly string[] = ['line', 'file', 'cap', 'trusted', 'shortcode']

/** What the root key says about an issuing key. */
export interface KeyStatement {
  readonly kid: string
  /** 32 bytes as 43 base64url characters. */
  readonly publicKey: string
  readonly vendor: string
  /** First and last day on which lines may have been issued, both inclusive; null last day means open. */
  readonly notBefore: CalendarDate
  readonly notAfter: CalendarDate | null
  readonly uses: readonly KeyUse[]
}

/**
 * Signs a statement about an issuing key with the producer's root key. Throws TypeError for a malformed one.
 */
export function certifyKey(statement: KeyStatement, rootPrivateKey: KeyObject): KeyCertificate {
  const text = JSON.stringify({
    v: 1,
    kid: statement.kid,
    key: publicKeyText(statement.publicKey),
    vendor: statement.vendor,
    from: statement.notBefore,
    until: statement.notAfter,
    uses: statement.uses,
  })
  if (readStatement(text) === null) throw new TypeError('The statement about the issuing key is malformed.')
  return { statement: text, signature: sign(null, signedBytes(text), rootPrivateKey).toString('base64url') }
}

/** What the certificate says, if the root key said it; else null. */
export function readCertificate(certificate: KeyCertificate, root: string | KeyObject): KeyStatement | null {
  const signature = Buffer.from(certificate.signature, 'base64url')
  const isGenuine = verify(null, signedBytes(certificate.statement), publicKeyFrom(root), signature)
  return isGenuine ? readStatement(certificate.statement) : null
}

function signedBytes(statement: string): Buffer {
  return Buffer.from(`${certificateDomain}\n${statement}`, 'utf8')
}

function readStatement(text: string): KeyStatement | null {
  try {
    const { v, kid, key, vendor, from, until, uses: allowed } = JSON.parse(text) as Record<string, unknown>
    const isComplete =
      v === 1 &&
      typeof kid === 'string' &&
      isKeyId(kid) &&
      typeof key === 'string' &&
      /^[A-Za-z0-9_-]{43}$/.test(key) &&
      typeof vendor === 'string' &&
      /^[A-Za-z]\w*$/.test(vendor) &&
      isDay(from) &&
      (until === null || isDay(until)) &&
      Array.isArray(allowed)
    if (!isComplete) return null
    const known = allowed.filter((use): use is KeyUse => uses.includes(String(use)))
    return { kid, publicKey: key, vendor, notBefore: from, notAfter: until, uses: known }
  } catch {
    return null
  }
}

function isDay(value: unknown): value is CalendarDate {
  return typeof value === 'string' && isCalendarDate(value)
}

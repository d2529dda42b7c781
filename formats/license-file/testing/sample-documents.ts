import { privateKeyFromSeed, publicKeyText } from '../ed25519-keys.ts'
import { emptyDocument } from '../model.ts'
import type { FeatureLine, LicenseDocument, ServerLine, VendorLine } from '../model.ts'
import type { SigningKey } from '../signer.ts'
import { optionsFromTerms } from '../terms.ts'
import type { LineTerms } from '../terms.ts'

/** The issuing key of the published test vectors: seed 00..1f. */
export const issuingKey: SigningKey = {
  kid: 'K7Q2',
  privateKey: privateKeyFromSeed(Uint8Array.from({ length: 32 }, (_, index) => index)),
}

/** The root key of Gearwright. */
export const rootKey = privateKeyFromSeed(Uint8Array.from({ length: 32 }, () => 7))

/** Believes the issuing key without limits. */
export const trust = { keys: [{ kid: 'K7Q2', publicKey: publicKeyText(issuingKey.privateKey) }] }

/** A day on which the samples are in force. */
export const noon = Temporal.Instant.from('2026-06-15T12:00:00Z')

/** A SERVER line. */
export function server(host: string, hostId: string, port: number | null = 27000): ServerLine {
  return {
    kind: 'SERVER',
    host,
    hostId,
    port,
    primaryIsMaster: false,
    heartbeatSeconds: null,
    options: [],
  }
}

/** A VENDOR line of Gearwright. */
export const gearwright: VendorLine = {
  kind: 'VENDOR',
  name: 'gearwright',
  path: null,
  optionsFile: null,
  port: null,
  options: [],
}

/** An INCREMENT line of Gearwright with an issue date. */
export function increment(name: string, count: FeatureLine['count'], terms: LineTerms = {}): FeatureLine {
  return {
    kind: 'INCREMENT',
    name,
    vendor: 'gearwright',
    version: '2026.0',
    expiry: '2026-12-31',
    count,
    options: optionsFromTerms({ issued: '2026-01-01', ...terms }),
    comments: [],
  }
}

/** One server, its daemon and these lines. */
export function served(...lines: LicenseDocument['lines']): LicenseDocument {
  return { ...emptyDocument, servers: [server('lic1', '005056AB12CD')], vendors: [gearwright], lines }
}

/** The four certificate models with every kind of term, on one server or on none. */
export const fourModels: Readonly<Record<string, LicenseDocument>> = {
  'node-locked counted': {
    ...served(increment('editor', 5, { hostIds: ['005056AB12CE', '005056AB12CF'], borrowing: 72 })),
    useServer: true,
  },
  'node-locked uncounted': {
    ...emptyDocument,
    lines: [increment('editor', 'uncounted', { hostIds: ['005056AB12CE'], terminalServer: 'many' })],
  },
  'floating counted': {
    ...emptyDocument,
    servers: [
      { ...server('a', '005056AB12C1'), primaryIsMaster: true },
      server('b', '005056AB12C2'),
      server('c', '005056AB12C3'),
    ],
    vendors: [{ ...gearwright, port: 27001 }],
    useServer: true,
    comments: ['Northwind Mill'],
    lines: [
      increment('editor', 10, {
        userBased: 12,
        overdraft: 2,
        borrowing: 72,
        notice: 'Licensed to Northwind Mill, a customer of Gearwright, for its plants in Europe only',
        vendorString: 'tier;gold',
        serialNumber: 'SN-1001',
      }),
    ],
  },
  'floating uncounted': {
    ...served(increment('viewer', 'uncounted', { hostIds: ['ANY'] })),
    useServer: true,
  },
}

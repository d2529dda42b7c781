import { sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { normalizeHostId } from './host-id-text.ts'
import { assertIssuable } from './issuable.ts'
import { LicenseTextError } from './license-text-error.ts'
import { isSignatureKeyword, optionValue, signOptions } from './line-options.ts'
import type { GrantLine, KeyCertificate, LicenseDocument } from './model.ts'
import { printUnsealed } from './printer.ts'
import { sealText } from './seal.ts'
import { isKeyId, parseOpenSignature, printOpenSignature } from './signature-text.ts'
import type { SignatureMode } from './signature-text.ts'
import { canonicalOption, signingInput } from './signing-input.ts'

/**
 * An issuing key ready to sign. The key object is made once and reused: making it costs more than signing.
 */
export interface SigningKey {
  /** 4 to 8 Crockford characters; see `keyIdOf`. */
  readonly kid: string
  readonly privateKey: KeyObject
}

/** What to add besides the signatures of the lines. */
export interface SigningChoices {
  /**
   * Statements about the issuing keys, written as comments before the seal. Null or absent: as in the
   * document.
   */
  readonly certificates?: readonly KeyCertificate[]
  /** Seal the whole file as well. Default true. */
  readonly seal?: boolean
  /** Key of the seal, when another than that of the lines. */
  readonly sealKey?: SigningKey
  /** Keep lines that already carry one of our signatures, as when files are consolidated. Default false. */
  readonly keepSigned?: boolean
}

/**
 * Signs every line of a document, adds the statements about keys, and seals the whole.
 *
 * The document that comes back has host IDs and blanks in the spelling that was signed; print it as it is.
 * Throws LicenseTextError for a document that must not be issued, before anything is signed.
 */
export function signDocument(
  document: LicenseDocument,
  key: SigningKey,
  choices: SigningChoices = {},
): LicenseDocument {
  if (!isKeyId(key.kid))
    throw new LicenseTextError('format', 'kid', 'A key ID has 4 to 8 Crockford characters.')
  const certificates = choices.certificates ?? document.certificates
  const servers = document.servers.map((server) => ({
    ...server,
    hostId: server.hostId === null ? null : normalizeHostId(server.hostId),
  }))
  const unsigned = { ...document, servers, certificates, seal: null }
  assertIssuable(unsigned)
  const hostIds = servers.map((server) => server.hostId ?? '')
  const lines = document.lines.map((line) => {
    return choices.keepSigned === true && isSigned(line) ? line : signLine(line, hostIds, key)
  })
  const signed = { ...unsigned, lines }
  return choices.seal === false ? signed : sealDocument(signed, choices.sealKey ?? key)
}

/**
 * Seals a document whose lines are signed already, in place of any earlier seal. Throws as `printLicense`.
 */
export function sealDocument(document: LicenseDocument, key: SigningKey): LicenseDocument {
  return { ...document, seal: sealText(printUnsealed(document), key.kid, key.privateKey) }
}

/**
 * Signs one line. `serverHostIds` are those of the file in order; none means that no server stands in it.
 *
 * Earlier signatures on the line are replaced.
 */
export function signLine(line: GrantLine, serverHostIds: readonly string[], key: SigningKey): GrantLine {
  const options = line.options.filter((o) => !isSignatureKeyword(o.keyword)).map(canonicalOption)
  const bare: GrantLine = { ...line, options }
  const mode = signatureModeFor(bare, serverHostIds.length > 0)
  const input = Buffer.from(signingInput(bare, serverHostIds, mode), 'utf8')
  const signature = sign(null, input, key.privateKey).toString('base64url')
  return {
    ...bare,
    options: [...options, { keyword: 'SIGN', value: printOpenSignature({ mode, kid: key.kid, signature }) }],
  }
}

/**
 * Is a line bound to the servers of its file?
 *
 * Counted lines are, and uncounted lines that float (`HOSTID=ANY` in a file with servers), so that neither
 * can be copied to another server. Lines locked to node hosts need no such binding. Packages follow the file.
 */
export function signatureModeFor(line: GrantLine, hasServers: boolean): SignatureMode {
  if (line.kind === 'PACKAGE') return hasServers ? 'S' : 'N'
  if (line.count !== 'uncounted') return 'S'
  return hasServers && floatsAnywhere(line) ? 'S' : 'N'
}

/** Does `ANY` stand among the node hosts of the line? */
export function floatsAnywhere(line: GrantLine): boolean {
  return (optionValue(line.options, 'HOSTID') ?? '').split(/[ \t]+/).some((id) => /^any$/i.test(id))
}

function isSigned(line: GrantLine): boolean {
  const [only, second] = signOptions(line.options)
  return second === undefined && parseOpenSignature(only?.value ?? '') !== null
}

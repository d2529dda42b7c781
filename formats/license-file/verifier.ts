import { verify } from 'node:crypto'
import { normalizeHostId } from './host-id-text.ts'
import { parseLicenseDate } from './license-date.ts'
import { optionValue, signOptions } from './line-options.ts'
import type { Diagnostic, GrantLine, LicenseDocument, ParsedLicense, Statement } from './model.ts'
import { parseLicense, withLines } from './parser.ts'
import { validityOf } from './rights.ts'
import type { Validity } from './rights.ts'
import { verifySeal } from './seal-verifier.ts'
import type { SealVerdict } from './seal-verifier.ts'
import { isForeignSignature, parseOpenSignature, resemblesOpenSignature } from './signature-text.ts'
import type { OpenSignature } from './signature-text.ts'
import { floatsAnywhere } from './signer.ts'
import { isCanonicallySpelled, signingInput } from './signing-input.ts'
import { believedKeys } from './trust.ts'
import type { ReadyKey, Trust } from './trust.ts'

/**
 * What was found about the signature of a line.
 *
 * `ok`: the producer wrote it like this. `bad`: it was changed, or signed by a key that may not. `foreign`:
 * signed by another technology. `unknown-key`: signed by a key that is not believed. `key-expired`: issued
 * outside the time of the key. `unsigned`: no signature, or a line that nobody understands.
 */
export type LineStatus = 'ok' | 'foreign' | 'unknown-key' | 'bad' | 'key-expired' | 'unsigned'

/** Why a line is not ok. */
export interface Reason {
  readonly code: string
  readonly sentence: string
}

/** The verdict on one line that should carry a signature. */
export interface LineVerdict {
  readonly status: LineStatus
  readonly kid: string | null
  readonly reasons: readonly Reason[]
  /** First and last physical line, counted from 1. */
  readonly lineNumber: number
  readonly lastLineNumber: number
  /** Begin of the line for messages, for example `INCREMENT editor`. */
  readonly title: string
  /** Null when the line could not be understood. */
  readonly line: GrantLine | null
  /** The dates of the line at the time of the check, whatever the signature says; null without dates. */
  readonly validity: Validity | null
}

/** The verdict on a whole file. */
export interface Verification {
  /**
   * Is there at least one line, and is every line `ok`? Says nothing about dates and nothing about the seal.
   */
  readonly isGenuine: boolean
  readonly lines: readonly LineVerdict[]
  readonly seal: SealVerdict
  readonly diagnostics: readonly Diagnostic[]
  readonly document: LicenseDocument
  /** The document with the `ok` lines only: what may be used. */
  readonly verified: LicenseDocument
  readonly at: Temporal.Instant
}

/**
 * Checks who wrote the lines of a license file, and whether their dates hold at a time.
 *
 * Any change of signed content makes the line `bad`; what customers may edit (host name, port, daemon path,
 * USE_SERVER, lower-case options, comments, wrapping) breaks only the seal, which is a warning. `timeZone` is
 * where days begin and end, UTC by default. Never throws for what is in the file; throws TypeError for a key
 * in `trust` that is no Ed25519 key. Source: CERT-06.
 */
export function verifyLicense(
  input: string | Uint8Array,
  trust: Trust,
  at: Temporal.Instant,
  timeZone = 'UTC',
): Verification {
  const parsed = parseLicense(input)
  const keys = believedKeys(trust, parsed.document.certificates)
  const context = contextOf(parsed, keys, at, timeZone)
  const lines = parsed.statements.filter(needsSignature).map((statement) => judge(statement, context))
  const good = new Set(lines.filter((one) => one.status === 'ok').map((one) => one.line))
  return {
    isGenuine: lines.length > 0 && lines.every((one) => one.status === 'ok'),
    lines,
    seal: verifySeal(parsed.statements, parsed.document.seal, keys),
    diagnostics: parsed.diagnostics,
    document: parsed.document,
    verified: withLines(parsed.document, (line) => good.has(line)),
    at,
  }
}

interface Context {
  readonly keys: ReadonlyMap<string, readonly ReadyKey[]>
  readonly serverHostIds: readonly string[]
  readonly serverLines: readonly number[]
  /** Is every server host ID spelled as we write it? */
  readonly isServerSpelled: boolean
  readonly vendors: ReadonlySet<string>
  readonly at: Temporal.Instant
  readonly timeZone: string
}

type Judgement = Pick<LineVerdict, 'status' | 'kid' | 'reasons'>

function contextOf(
  parsed: ParsedLicense,
  keys: Context['keys'],
  at: Temporal.Instant,
  timeZone: string,
): Context {
  const serverHostIds = parsed.document.servers.map((server) => server.hostId ?? '')
  return {
    keys,
    serverHostIds,
    at,
    timeZone,
    serverLines: parsed.statements.filter((one) => one.kind === 'server').map((one) => one.firstLine),
    isServerSpelled: serverHostIds.every((id) => id === normalizeHostId(id)),
    vendors: new Set(parsed.document.vendors.map((vendor) => vendor.name)),
  }
}

/**
 * Everything but what customers own: blank lines, comments and readable SERVER, VENDOR and USE_SERVER lines.
 */
function needsSignature(statement: Statement): boolean {
  return statement.kind === 'grant' || statement.kind === 'unknown' || statement.kind === 'damaged'
}

function judge(statement: Statement, context: Context): LineVerdict {
  const entry = statement.entry
  const line = entry === null || entry.kind === 'SERVER' || entry.kind === 'VENDOR' ? null : entry
  return {
    ...(line === null ? judgeUnreadable(statement) : judgeLine(line, statement, context)),
    lineNumber: statement.firstLine,
    lastLineNumber: statement.lastLine,
    title: statement.tokens
      .slice(0, 2)
      .map((token) => token.text.slice(0, 40))
      .join(' '),
    line,
    validity:
      line === null || line.kind === 'PACKAGE' ? null : validityOf(line, context.at, context.timeZone),
  }
}

function judgeUnreadable(statement: Statement): Judgement {
  const isOurs = statement.tokens.some((token) => resemblesOpenSignature(token.text.replace(/^SIGN=/i, '')))
  return failed(isOurs ? 'bad' : 'unsigned', null, 'line-not-understood', 'The line cannot be understood.')
}

function judgeLine(line: GrantLine, statement: Statement, context: Context): Judgement {
  const all = signOptions(line.options)
  const [option] = all
  if (option === undefined) {
    const isDamaged = statement.tokens.some((token) => /[SN][0-9A-Z]{4,8}.[A-Za-z0-9_-]{50}/.test(token.text))
    return isDamaged
      ? failed('bad', null, 'signature-damaged', 'The keyword of the signature was changed.')
      : failed('unsigned', null, 'signature-missing', 'The line carries no signature.')
  }
  const text = option.value ?? ''
  const isOurs = all.some((one) => parseOpenSignature(one.value ?? '') !== null)
  if (isOurs && all.length > 1) {
    return failed('bad', null, 'signatures-several', 'The line carries more than one signature.')
  }
  if (isForeignSignature(text)) {
    const sentence = 'The signature is of another technology and cannot be checked.'
    return failed('foreign', null, 'signature-foreign', sentence)
  }
  const signature = option.keyword === 'SIGN' ? parseOpenSignature(text) : null
  if (signature === null) {
    return failed('bad', null, 'signature-damaged', 'The signature itself was changed.')
  }
  const candidates = context.keys.get(signature.kid) ?? []
  if (candidates.length === 0) {
    return failed('unknown-key', signature.kid, 'key-unknown', `The key ${signature.kid} is not known here.`)
  }
  const verdicts = candidates.map((key) => judgeWithKey(line, statement, signature, key, context))
  return (
    verdicts.find((one) => one.status === 'ok') ??
    verdicts.find((one) => one.status === 'key-expired') ??
    verdicts[0] ??
    failed('unknown-key', signature.kid, 'key-unknown', 'No key fits.')
  )
}

function judgeWithKey(
  line: GrantLine,
  statement: Statement,
  signature: OpenSignature,
  key: ReadyKey,
  context: Context,
): Judgement {
  const { kid, mode } = signature
  const input = Buffer.from(signingInput(line, context.serverHostIds, mode), 'utf8')
  if (!verify(null, input, key.publicKey, Buffer.from(signature.signature, 'base64url'))) {
    const servers =
      mode === 'S' && context.serverLines.length > 0
        ? `, or the host ID of a SERVER line (${context.serverLines.map((n) => `line ${n}`).join(', ')})`
        : ''
    return failed(
      'bad',
      kid,
      'content-changed',
      `The signature does not fit: the line${servers} was changed.`,
    )
  }
  if (!statement.isSound || !isCanonicallySpelled(line, statement)) {
    return failed('bad', kid, 'spelling-changed', 'Signed words are spelled otherwise than they were issued.')
  }
  if (mode === 'S' && !context.isServerSpelled) {
    return failed(
      'bad',
      kid,
      'server-changed',
      'The host ID of a SERVER line is spelled otherwise than it was issued.',
    )
  }
  const hasServers = context.serverHostIds.length > 0
  if (
    mode === 'N' &&
    line.kind !== 'PACKAGE' &&
    (line.count !== 'uncounted' || (hasServers && floatsAnywhere(line)))
  ) {
    return failed('bad', kid, 'not-bound', 'The line is not bound to a server but would have to be.')
  }
  if (mode === 'S' && hasServers && !context.vendors.has(line.vendor)) {
    return failed('bad', kid, 'vendor-line-missing', `The file has no VENDOR line for ${line.vendor}.`)
  }
  return judgeKey(line, kid, key, context)
}

function judgeKey(line: GrantLine, kid: string, key: ReadyKey, context: Context): Judgement {
  if (key.vendor !== undefined && key.vendor !== line.vendor) {
    return failed('bad', kid, 'key-of-other-vendor', `The key ${kid} may not sign for ${line.vendor}.`)
  }
  if (key.uses !== undefined && !key.uses.includes('line')) {
    return failed('bad', kid, 'key-of-other-use', `The key ${kid} may not sign license lines.`)
  }
  // A line without a date of issue can only be judged by today.
  const issued =
    parseLicenseDate(optionValue(line.options, 'ISSUED') ?? '') ??
    context.at.toZonedDateTimeISO('UTC').toPlainDate().toString()
  const first = key.notBefore ?? null
  const last = key.notAfter ?? null
  if ((first !== null && issued < first) || (last !== null && issued > last)) {
    return failed(
      'key-expired',
      kid,
      'key-expired',
      `The line was issued outside the time of the key ${kid}.`,
    )
  }
  return { status: 'ok', kid, reasons: [] }
}

function failed(status: LineStatus, kid: string | null, code: string, sentence: string): Judgement {
  return { status, kid, reasons: [{ code, sentence }] }
}

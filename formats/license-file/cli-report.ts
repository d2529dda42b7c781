import { formatLevelOf } from './format-level.ts'
import { readableDate } from './license-date.ts'
import type { Diagnostic, ParsedLicense } from './model.ts'
import { rightsOf, rightValidity } from './rights.ts'
import type { Right } from './rights.ts'
import type { LineVerdict, Verification } from './verifier.ts'

/**
 * A verification as lines of plain text for a terminal: first the answer, then who may use what, where and
 * until when, then every line that failed with its number and reason, then warnings.
 */
export function reportVerification(verification: Verification, timeZone = 'UTC'): readonly string[] {
  const failures = verification.lines.filter((line) => line.status !== 'ok')
  const rights = rightsOf(verification.verified)
  return [
    headline(verification, failures.length),
    ...rights.map((right) => `  ${describeRight(right)}${validityRemark(right, verification, timeZone)}`),
    ...(failures.length === 0
      ? []
      : ['Lines that cannot be relied on:', ...failures.flatMap(describeFailure)]),
    ...sealLines(verification),
    ...describeDiagnostics(verification.diagnostics),
  ]
}

/** What a license file says, without any judgement about who wrote it. Works for files of other origin. */
export function reportInspection(parsed: ParsedLicense, at?: Temporal.Instant): readonly string[] {
  const { document } = parsed
  const features = document.lines.filter((line) => line.kind !== 'PACKAGE').length
  const levels = document.lines
    .map((line) => formatLevelOf(line))
    .toSorted((a, b) => Number(b.level) - Number(a.level))
  return [
    `${plural(document.servers.length, 'server')}, ${plural(document.vendors.length, 'vendor daemon')}, ` +
      `${plural(features, 'feature line')}, ${plural(document.lines.length - features, 'package')}. ` +
      'Signatures were not checked.',
    ...document.servers.map((server) => {
      const port = server.port === null ? 'default ports' : `port ${server.port}`
      return `  server ${server.host} with host ID ${server.hostId ?? 'not named'}, ${port}`
    }),
    ...document.vendors.map((vendor) => `  vendor daemon ${vendor.name}`),
    ...(document.useServer ? ['  clients ask the server (USE_SERVER)'] : []),
    ...rightsOf(document).map((right) => {
      const remark = at !== undefined && rightValidity(right, at) === 'expired' ? ' [expired]' : ''
      return `  ${describeRight(right)}${remark}`
    }),
    ...(levels[0] === undefined
      ? []
      : [`Oldest client level that understands all lines: ${levels[0].level}`]),
    ...describeDiagnostics(parsed.diagnostics),
  ]
}

/** One right as a sentence: `editor 2026.0: 5 copies served by 005056AB12CD until 31 Dec 2026`. */
export function describeRight(right: Right): string {
  const parts = [
    right.count === 'uncounted'
      ? 'any number of copies'
      : right.count === 1
        ? '1 copy'
        : `${right.count} copies`,
    ...(right.overdraft > 0 ? [`and ${right.overdraft} more as overdraft`] : []),
    placeOf(right),
    ...(right.starts === null ? [] : [`from ${readableDate(right.starts)}`]),
    right.expires === null ? 'without end' : `until ${readableDate(right.expires)}`,
  ]
  const remarks = [
    ...right.restrictions.map((restriction) => restriction.sentence),
    ...(right.borrowHours === null ? [] : [`may be borrowed for ${right.borrowHours} hours`]),
    ...right.packaged.map((one) => `includes ${one.feature} ${one.version}`),
    ...(right.serialNumber === null ? [] : [`serial number ${right.serialNumber}`]),
    ...(right.notice === null ? [] : [`notice: ${right.notice}`]),
  ]
  return safe(`${right.feature} ${right.version}: ${[parts.join(' '), ...remarks].join('; ')}`)
}

function placeOf(right: Right): string {
  const nodes = right.hosts.filter((id) => id !== 'ANY')
  const served =
    right.servers.length === 0
      ? ''
      : right.servers.length === 3
        ? `served by the triad ${right.servers.join(', ')}`
        : `served by ${right.servers.join()}`
  const locked =
    nodes.length > 0 ? `on ${nodes.join(' or ')}` : right.servers.length === 0 ? 'on any machine' : ''
  return [served, locked].filter((text) => text !== '').join(' ')
}

function headline(verification: Verification, failures: number): string {
  const total = verification.lines.length
  if (total === 0) return 'FAILED: the file has no line that could be verified.'
  if (failures > 0) return `FAILED: ${failures} of ${plural(total, 'line')} cannot be relied on.`
  return `OK: ${plural(total, 'line')} verified.`
}

function validityRemark(right: Right, verification: Verification, timeZone: string): string {
  const validity = rightValidity(right, verification.at, timeZone)
  if (validity === 'current') return ''
  return validity === 'expired' ? ' [expired]' : ' [not yet valid]'
}

function describeFailure(verdict: LineVerdict): readonly string[] {
  const { lineNumber: first, lastLineNumber: last } = verdict
  const where = first === last ? `line ${first}` : `lines ${first} to ${last}`
  return verdict.reasons.map((reason) =>
    safe(`  ${where}: ${verdict.title}: ${verdict.status}: ${reason.sentence}`),
  )
}

function sealLines(verification: Verification): readonly string[] {
  const { seal } = verification
  if (seal.status === 'ok') return ['Seal: the file is as it was issued.']
  const where = seal.lineNumber === null ? '' : `line ${seal.lineNumber}: `
  return [`${seal.status === 'absent' ? 'Note' : 'Warning'}: ${where}${seal.sentence}`]
}

function describeDiagnostics(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map((one) =>
    safe(`${one.severity}: line ${one.line}, column ${one.column}: ${one.message}`),
  )
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** Text of a file may hold anything; a terminal shall not obey it. */
function safe(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed.
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '?')
}

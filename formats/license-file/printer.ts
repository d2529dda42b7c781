import { assertIssuable } from './issuable.ts'
import { printCertificateComment, printSealComment } from './file-comments.ts'
import { keywordRule } from './keywords.ts'
import { printExpiry } from './license-date.ts'
import { hasOption, optionValue } from './line-options.ts'
import { wrapWords } from './line-wrap.ts'
import type { Word } from './line-wrap.ts'
import type { GrantLine, LicenseDocument, LineOption, ServerLine, VendorLine } from './model.ts'
import { parseOpenSignature } from './signature-text.ts'
import { printComponents } from './signing-input.ts'

/**
 * Writes a license document as issued: UTF-8 text, newlines only, physical lines of at most 72 columns.
 *
 * Throws LicenseTextError, naming the field, when a value could break out of its place or when the document
 * could not work; see `assertIssuable`. Printing what was parsed from the result gives the same text.
 */
export function printLicense(document: LicenseDocument): string {
  const text = printUnsealed(document)
  return document.seal === null ? text : `${text}# ${printSealComment(document.seal)}\n`
}

/** The text that a seal covers: everything before the seal line. Throws as `printLicense`. */
export function printUnsealed(document: LicenseDocument): string {
  assertIssuable(document)
  const { before, after } = arrangeLines(document)
  const parts = [
    ...document.comments.map(printComment),
    ...(document.comments.length === 0 ? [] : ['']),
    ...document.servers.map((server) => wrapWords(serverWords(server))),
    ...document.vendors.map((vendor) => wrapWords(vendorWords(vendor))),
    ...before.flatMap(printGrant),
    ...(document.useServer ? ['USE_SERVER'] : []),
    ...after.flatMap(printGrant),
    ...document.certificates.map((certificate) => `# ${printCertificateComment(certificate)}`),
  ]
  return parts.map((part) => `${part}\n`).join('')
}

/**
 * Lines in the order of the file. A client that meets USE_SERVER reads nothing behind it, so lines that work
 * without a server stand before it. Packages stand before the lines that enable them.
 */
export function arrangeLines(document: LicenseDocument): {
  before: readonly GrantLine[]
  after: readonly GrantLine[]
} {
  const isBefore = (line: GrantLine) => document.useServer && worksWithoutServer(line)
  const rest = document.lines.filter((line) => !isBefore(line))
  const packages = rest.filter((line) => line.kind === 'PACKAGE')
  return {
    before: document.lines.filter(isBefore),
    after: [...packages, ...rest.filter((line) => line.kind !== 'PACKAGE')],
  }
}

/** Is this an uncounted line locked to node hosts, of which no server needs to know? */
export function worksWithoutServer(line: GrantLine): boolean {
  if (line.kind === 'PACKAGE' || line.count !== 'uncounted') return false
  const hosts = (optionValue(line.options, 'HOSTID') ?? '').toUpperCase().split(/[ \t]+/)
  const asksServer = hasOption(line.options, 'FLOAT_OK') || optionValue(line.options, 'TZ') === 'SERVERTZ'
  return !asksServer && hosts[0] !== '' && !hosts.includes('ANY')
}

/** The line as text, without its comments and its final newline. The document must be issuable. */
export function printLine(line: GrantLine): string {
  return wrapWords(grantWords(line))
}

function printGrant(line: GrantLine): readonly string[] {
  return [...line.comments.map(printComment), printLine(line)]
}

function printComment(comment: string): string {
  return comment === '' ? '#' : `# ${comment}`
}

function serverWords(server: ServerLine): readonly Word[] {
  const words = ['SERVER', server.host]
  if (server.hostId !== null) words.push(server.hostId)
  if (server.port !== null) words.push(String(server.port))
  if (server.primaryIsMaster) words.push('PRIMARY_IS_MASTER')
  if (server.heartbeatSeconds !== null) words.push(`HEARTBEAT_INTERVAL=${server.heartbeatSeconds}`)
  return words.map(plainWord)
}

function vendorWords(vendor: VendorLine): readonly Word[] {
  const words = [plainWord('VENDOR'), plainWord(vendor.name)]
  if (vendor.path !== null) words.push(plainWord(quoteIfNeeded(vendor.path)))
  if (vendor.optionsFile !== null) words.push(optionWord({ keyword: 'OPTIONS', value: vendor.optionsFile }))
  if (vendor.port !== null) words.push(plainWord(`PORT=${vendor.port}`))
  return words
}

function grantWords(line: GrantLine): readonly Word[] {
  const options = line.options
    .toSorted((a, b) => (keywordRule(a.keyword)?.rank ?? 0) - (keywordRule(b.keyword)?.rank ?? 0))
    .map(optionWord)
  if (line.kind === 'PACKAGE') {
    const version = line.version === null ? [] : [plainWord(line.version)]
    const components = optionWord({ keyword: 'COMPONENTS', value: printComponents(line.components) })
    return [...['PACKAGE', line.name, line.vendor].map(plainWord), ...version, components, ...options]
  }
  const versions = line.kind === 'UPGRADE' ? [line.fromVersion, line.toVersion] : [line.version]
  const fixed = [line.kind, line.name, line.vendor, ...versions, printExpiry(line.expiry), String(line.count)]
  return [...fixed.map(plainWord), ...options]
}

function optionWord(option: LineOption): Word {
  if (option.value === null) return plainWord(option.keyword)
  const signature = option.keyword === 'SIGN' ? parseOpenSignature(option.value) : null
  if (signature !== null) {
    return { text: `SIGN="${option.value.replace(/[ \t]+/g, '')}"`, split: 'anywhere' }
  }
  const value = quoteIfNeeded(option.value)
  return { text: `${option.keyword}=${value}`, split: value.startsWith('"') ? 'blanks' : 'never' }
}

/** Quotes a value that holds blanks, is empty, or could be taken for a quote, a comment or a continuation. */
function quoteIfNeeded(value: string): string {
  return value === '' || /[\s\u201c-\u201f]|\\$|^#/u.test(value) ? `"${value}"` : value
}

function plainWord(text: string): Word {
  return { text, split: 'never' }
}

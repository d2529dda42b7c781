import { diagnosticLog } from './diagnostics.ts'
import type { DiagnosticLog } from './diagnostics.ts'
import { checkWhole } from './file-checks.ts'
import { readCertificateComment, readSealComment } from './file-comments.ts'
import { parseGrant } from './grant-parser.ts'
import { lexLicense } from './lexer.ts'
import type { LogicalLine } from './lexer.ts'
import type {
  FileSeal,
  GrantLine,
  KeyCertificate,
  LicenseDocument,
  ParsedLicense,
  ServerLine,
  Statement,
  VendorLine,
} from './model.ts'
import { parseServer, parseVendor } from './server-parser.ts'
import { decodeLicense } from './text-encoding.ts'

/**
 * Reads a license file of ours or of other origin.
 *
 * Never throws, takes linear time, and keeps every character: `printParsed` writes the same text again. What
 * is not understood becomes a finding and an `unknown` or `damaged` statement. Reading says nothing about
 * validity: only `verifyLicense` does.
 */
export function parseLicense(input: string | Uint8Array): ParsedLicense {
  const log = diagnosticLog()
  const { text, form } = decodeLicense(input, log)
  const gathering: Gathering = {
    servers: [],
    vendors: [],
    useServer: false,
    lines: [],
    comments: [],
    certificates: [],
    seal: null,
    pending: [],
  }
  const statements: Statement[] = []
  for (const line of lexLicense(text, log)) statements.push(readStatement(line, gathering, log))
  gathering.comments.push(...gathering.pending)
  const { pending: _, ...document } = gathering
  checkWhole(document, statements, log)
  return { document, statements, diagnostics: log.entries, form }
}

/** Writes a parsed file exactly as it was, byte order mark and encoding aside. */
export function printParsed(parsed: ParsedLicense): string {
  return parsed.statements.map((statement) => statement.raw).join('')
}

interface Gathering {
  servers: ServerLine[]
  vendors: VendorLine[]
  useServer: boolean
  lines: GrantLine[]
  comments: string[]
  certificates: KeyCertificate[]
  seal: FileSeal | null
  /** Comments that the next feature line will claim. */
  pending: string[]
}

function readStatement(line: LogicalLine, into: Gathering, log: DiagnosticLog): Statement {
  const { raw, firstLine, lastLine, tokens, isSound } = line
  const base = { raw, firstLine, lastLine, tokens, isSound }
  if (line.kind === 'words') return { ...base, ...readWordsOf(line, into, log) }
  if (line.kind === 'blank') releaseComments(into)
  else readComment(line, into, log)
  return { ...base, kind: line.kind, entry: null }
}

function readComment(line: LogicalLine, into: Gathering, log: DiagnosticLog): void {
  const [first = '', ...others] = line.raw.replace(/[\r\n]+$/, '').split(/[\r\n]+/)
  const text = first.replace(/^[ \t]*# ?/, '').trimEnd()
  const place = { line: line.firstLine, column: 1 }
  if (/^SEAL[ \t]/.test(text)) {
    into.seal = readSealComment(text)
    if (into.seal === null) log.add('warning', 'seal-malformed', place, 'The seal of the file is damaged.')
  } else if (/^KEYCERT[ \t]/.test(text)) {
    const certificate = readCertificateComment(text)
    if (certificate !== null) into.certificates.push(certificate)
    else log.add('warning', 'certificate-malformed', place, 'The statement about the issuing key is damaged.')
  } else {
    into.pending.push(text, ...others.map((other) => other.trim()))
  }
}

function releaseComments(into: Gathering): void {
  into.comments.push(...into.pending)
  into.pending = []
}

function readWordsOf(
  line: LogicalLine,
  into: Gathering,
  log: DiagnosticLog,
): Pick<Statement, 'kind' | 'entry'> {
  const keyword = line.tokens[0]?.text.toUpperCase() ?? ''
  switch (keyword) {
    case 'SERVER': {
      releaseComments(into)
      const server = parseServer(line.tokens, log)
      if (server !== null) into.servers.push(server)
      return server === null ? { kind: 'damaged', entry: null } : { kind: 'server', entry: server }
    }
    case 'VENDOR':
    case 'DAEMON': {
      releaseComments(into)
      const vendor = parseVendor(line.tokens, log)
      if (vendor !== null) into.vendors.push(vendor)
      return vendor === null ? { kind: 'damaged', entry: null } : { kind: 'vendor', entry: vendor }
    }
    case 'USE_SERVER':
      releaseComments(into)
      into.useServer = true
      return { kind: 'use-server', entry: null }
    case 'FEATURE':
    case 'INCREMENT':
    case 'UPGRADE':
    case 'PACKAGE': {
      const grant = parseGrant(keyword, line.tokens, into.pending, log)
      into.pending = []
      if (grant !== null) into.lines.push(grant)
      return grant === null ? { kind: 'damaged', entry: null } : { kind: 'grant', entry: grant }
    }
    default:
      reportUnknown(line, log)
      return { kind: 'unknown', entry: null }
  }
}

function reportUnknown(line: LogicalLine, log: DiagnosticLog): void {
  const first = line.tokens[0]
  if (first === undefined) return
  if (/^[A-Za-z]\w*-.+?-\d{5}-\d{5}(?:-|$)/.test(first.text.slice(0, 200))) {
    log.add('error', 'decimal-format', first, 'The decimal format for typing by hand is not supported.')
    return
  }
  const shown = first.text.length > 30 ? `${first.text.slice(0, 30)}...` : first.text
  const cure = first.raw.includes('=') ? ' Perhaps the line before lacks its \\ at the end.' : ''
  log.add('error', 'unknown-line', first, `No line of a license file begins with "${shown}".${cure}`)
}

/** The document without the lines for which `keep` says no, for example those that were not verified. */
export function withLines(document: LicenseDocument, keep: (line: GrantLine) => boolean): LicenseDocument {
  return { ...document, lines: document.lines.filter(keep) }
}

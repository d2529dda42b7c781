import { parseLicenseDate } from './license-date.ts'
import { isSignatureKeyword, optionValue } from './line-options.ts'
import type { GrantLine, LicenseDocument, ServerLine, VendorLine } from './model.ts'
import { signatureModeFor } from './signer.ts'
import { signingInput } from './signing-input.ts'
import { compareVersions } from './version-order.ts'

/** A license file that becomes part of a consolidated one. */
export interface FileToJoin {
  /** What its holder calls it, for example a fulfillment ID; orders lines that are alike otherwise. */
  readonly name: string
  /** A line for people that says what it is for; unsigned. */
  readonly comment: string
  readonly document: LicenseDocument
}

/** Something on which the files do not agree; the newest one was followed. */
export interface JoinWarning {
  readonly what: 'server-name' | 'server-port' | 'vendor-line'
  /** The server host ID, or the name of the vendor. */
  readonly of: string
  readonly taken: string
  readonly dropped: readonly string[]
}

/** One document out of several, to be sealed (`signDocument` with `keepSigned`). */
export interface JoinedFiles {
  readonly document: LicenseDocument
  readonly warnings: readonly JoinWarning[]
  /** Lines without signature: copies that would have been one and the same line; they were given serial numbers. */
  readonly linesToSign: number
}

/**
 * Joins license files of the same servers, or of the same machine, into one document. Files come oldest first.
 *
 * Lines keep their signatures, which cover their own content and the server host IDs that all files share. Lines that
 * give nothing more (packages, uncounted rights) stand once. Counted lines are never added up; two of the same signed
 * content would be one right to whoever counts signatures, so each further one gets a serial number (its file's name)
 * and must be signed. Order: vendor, feature, uncounted first, version and date of issue descending, name.
 *
 * Throws RangeError when files name different servers. Source: CERT-04.
 */
export function joinFiles(files: readonly FileToJoin[]): JoinedFiles {
  const warnings: JoinWarning[] = []
  const servers = joinServers(files, warnings)
  const { lines, linesToSign } = joinLines(files, servers)
  return {
    warnings,
    linesToSign,
    document: {
      servers,
      vendors: joinVendors(files, warnings),
      useServer: files.some(({ document }) => document.useServer),
      lines,
      comments: [
        ...new Set(files.flatMap(({ document }) => document.comments)),
        ...files.map(({ comment }) => comment),
      ],
      certificates: distinctBy(
        files.flatMap(({ document }) => document.certificates),
        ({ statement, signature }) => `${statement} ${signature}`,
      ),
      seal: null,
    },
  }
}

/** The host IDs of the servers in their order, as one text; empty without servers. */
export function serverKeyOf(document: LicenseDocument): string {
  return document.servers.map(({ hostId }) => hostId ?? '').join(' ')
}

function joinServers(files: readonly FileToJoin[], warnings: JoinWarning[]): readonly ServerLine[] {
  const served = files.filter(({ document }) => document.servers.length > 0)
  const newest = served.at(-1)?.document
  if (!newest) return []
  if (served.some(({ document }) => serverKeyOf(document) !== serverKeyOf(newest))) {
    throw new RangeError('Only files of the same servers are joined.')
  }
  return newest.servers.map((server, at) => {
    const others = served.flatMap(({ document }) => document.servers[at] ?? [])
    // The placeholder says nothing, so a name that somebody gave is kept whatever came later.
    const host = others.findLast((one) => one.host !== 'this_host')?.host ?? server.host
    const port = others.findLast((one) => one.port !== null)?.port ?? null
    const hosts = others.map((one) => one.host).filter((one) => one !== 'this_host')
    const ports = others.flatMap((one) => (one.port === null ? [] : String(one.port)))
    const of = server.hostId ?? ''
    warn(warnings, { what: 'server-name', of, taken: host }, hosts)
    warn(warnings, { what: 'server-port', of, taken: String(port) }, ports)
    return { ...server, host, port }
  })
}

function joinVendors(files: readonly FileToJoin[], warnings: JoinWarning[]): readonly VendorLine[] {
  const byName = new Map<string, VendorLine[]>()
  for (const vendor of files.flatMap(({ document }) => document.vendors)) {
    byName.set(vendor.name, [...(byName.get(vendor.name) ?? []), vendor])
  }
  return [...byName.keys()].toSorted().flatMap((name) => {
    const all = byName.get(name) ?? []
    const newest = all.at(-1)
    if (!newest) return []
    const told = ({ path, optionsFile, port }: VendorLine) => [path, optionsFile, port].join(' ').trim()
    warn(warnings, { what: 'vendor-line', of: name, taken: told(newest) }, all.map(told))
    return [newest]
  })
}

function warn(
  warnings: JoinWarning[],
  about: Pick<JoinWarning, 'what' | 'of' | 'taken'>,
  all: readonly string[],
): void {
  const dropped = [...new Set(all)].filter((one) => one !== about.taken)
  if (dropped.length > 0) warnings.push({ ...about, dropped })
}

interface NamedLine {
  readonly line: GrantLine
  readonly name: string
}

function joinLines(files: readonly FileToJoin[], servers: readonly ServerLine[]) {
  const serverIds = servers.map(({ hostId }) => hostId ?? '')
  const all = files.flatMap(({ name, document }) => document.lines.map((line) => ({ line, name })))
  // Within one content the newest file comes last, and its key is the one that will be known longest.
  const byContent = new Map<string, NamedLine[]>()
  for (const one of all) {
    const content = contentOf(one.line, serverIds)
    const same = byContent.get(content)
    if (same) same.push(one)
    else byContent.set(content, [one])
  }
  let linesToSign = 0
  const kept = [...byContent.values()].flatMap((same): NamedLine[] => {
    const [first, ...others] = same
    const newest = same.at(-1)
    if (!first || !newest) return []
    if (first.line.kind === 'PACKAGE' || first.line.count === 'uncounted') return [newest]
    linesToSign += others.length
    return [first, ...others.map((one, at) => ({ ...one, line: withSerial(one, at, others) }))]
  })
  return { lines: kept.toSorted(inOrder).map(({ line }) => line), linesToSign }
}

function contentOf(line: GrantLine, serverIds: readonly string[]): string {
  return signingInput(line, serverIds, signatureModeFor(line, serverIds.length > 0))
}

/** The same file may bring the same line twice, for two products: then they are numbered. */
function withSerial({ line, name }: NamedLine, at: number, others: readonly NamedLine[]): GrantLine {
  const earlier = others.slice(0, at).filter((one) => one.name === name).length
  const given = optionValue(line.options, 'SN')
  const own = earlier === 0 ? name : `${name}-${earlier + 1}`
  const value = given === null ? own : `${given} ${own}`
  const options = line.options.filter(({ keyword }) => keyword !== 'SN' && !isSignatureKeyword(keyword))
  return { ...line, options: [...options, { keyword: 'SN', value }] }
}

function inOrder(a: NamedLine, b: NamedLine): number {
  return (
    compareTexts(a.line.vendor, b.line.vendor) ||
    compareTexts(a.line.name, b.line.name) ||
    rankOf(a.line) - rankOf(b.line) ||
    compareVersions(versionOf(b.line), versionOf(a.line)) ||
    compareTexts(issuedOf(b.line), issuedOf(a.line)) ||
    compareTexts(a.name, b.name)
  )
}

/** Packages enable nothing alone and come first; upgrades reach back to lines before them and come last. */
function rankOf(line: GrantLine): number {
  if (line.kind === 'PACKAGE') return 0
  if (line.kind === 'UPGRADE') return 3
  return line.count === 'uncounted' ? 1 : 2
}

function versionOf(line: GrantLine): string {
  return (line.kind === 'UPGRADE' ? line.toVersion : line.version) ?? ''
}

function issuedOf(line: GrantLine): string {
  return parseLicenseDate(optionValue(line.options, 'ISSUED') ?? '') ?? ''
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function distinctBy<T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] {
  return [...new Map(all.map((one) => [keyOf(one), one])).values()]
}

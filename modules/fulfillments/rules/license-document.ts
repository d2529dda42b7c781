import type {
  FeatureLine,
  GrantLine,
  LicenseDocument,
  LineOption,
  PackageLine,
  ServerLine,
  VendorLine,
} from '@tallystick/license-file/model.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { FeatureOverrides, PackageFacts, ProductFacts, ServerHost } from './activation-facts.ts'
import type { CalendarDate } from './calendar.ts'
import { licenseDateText } from './calendar.ts'
import { lineCountMax, withinRange } from './counts.ts'
import { lineOptions } from './license-options.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import type { LicenseKind } from '@tallystick/catalog/rules/license-kinds.ts'
import type { PlannedRecord } from './plan-activation.ts'
import type { SubstitutionFacts } from './substitution.ts'
import { datedVersionText } from './version-date.ts'

/** The producer's vendor daemon, as the VENDOR line names it. */
export interface VendorSettings {
  /** Signed into every line. */
  readonly name: string
  readonly path: string | null
  readonly optionsFile: string | null
  readonly port: number | null
}

/** All that one license text is made of. */
export interface LicenseFacts {
  readonly kind: LicenseKind
  readonly record: PlannedRecord
  readonly products: readonly ProductFacts[]
  readonly vendor: VendorSettings
  readonly issuedOn: CalendarDate
  readonly variables: SubstitutionFacts
  /** Lines for people at the head of the file; unsigned. */
  readonly comments: readonly string[]
}

/** A license as a document, not yet signed or printed. */
export interface BuiltLicense {
  readonly ok: true
  readonly document: LicenseDocument
}

/**
 * Builds the license of one fulfillment: servers, vendor, and the lines of its products.
 *
 * One line per feature, always INCREMENT because any file may be consolidated later; or a PACKAGE
 * line with its enabling line. The count of a line is fulfill count x quantity of the product x count
 * of the feature. Refused when a text does not resolve, a count leaves its range, or the features of
 * a package differ in count. Source: license models in the published help; CERT-01.
 */
export function buildLicense(facts: LicenseFacts): BuiltLicense | Refusal {
  const lines: GrantLine[] = []
  for (const product of facts.products) {
    const built = isPackaged(facts, product) ? packageLines(facts, product) : featureLines(facts, product)
    if (isRefusal(built)) return built
    lines.push(...built.lines)
  }
  const servers = serversOf(facts)
  return {
    ok: true,
    document: {
      servers,
      vendors: servers.length === 0 ? [] : [vendorLine(facts.vendor)],
      useServer: servers.length > 0 && usesServer(facts),
      lines,
      comments: facts.comments.map(commentText),
      certificates: [],
      seal: null,
    },
  }
}

interface BuiltLines {
  readonly lines: readonly GrantLine[]
}

function usesServer({ kind, record }: LicenseFacts): boolean {
  return licenseKindOf(kind).alwaysUsesServer || record.attributes.useServer
}

/**
 * SERVER lines. A node-locked uncounted license has them only to share a dongle or to log its use;
 * when no server host was named, any server may do that.
 */
function serversOf(facts: LicenseFacts): readonly ServerLine[] {
  const { servers, attributes } = facts.record
  const proposedPort = attributes.defaultServerPort
  if (servers !== null && servers.length > 0) {
    const isSet = servers.length === 3
    // Redundant servers must name one port; a single one may leave it to the default range.
    const port = servers[0]?.port ?? proposedPort ?? (isSet ? 27_000 : null)
    return servers.map((server, index) =>
      serverLine(hostNameOf(server), server.hostId.text, port, isSet && index === 0),
    )
  }
  invariant(!licenseKindOf(facts.kind).asksServerHost, `a ${facts.kind} license without server`)
  const needsOne = attributes.flexidSharing || attributes.useServer
  return needsOne ? [serverLine('this_host', 'ANY', proposedPort, false)] : []
}

function serverLine(host: string, hostId: string, port: number | null, primaryIsMaster: boolean): ServerLine {
  return { kind: 'SERVER', host, hostId, port, primaryIsMaster, heartbeatSeconds: null, options: [] }
}

/** The name that was given, else one that the host ID itself tells, else the placeholder. */
function hostNameOf(server: ServerHost): string {
  if (server.hostName) return server.hostName
  const told = /^(?:[A-Z]+_)?(?:HOSTNAME|INTERNET|EIP)=([^*]+)$/.exec(server.hostId.text)?.[1]
  return told ?? 'this_host'
}

function vendorLine(vendor: VendorSettings): VendorLine {
  const { name, path, optionsFile, port } = vendor
  return { kind: 'VENDOR', name, path, optionsFile, port, options: [] }
}

function featureLines(facts: LicenseFacts, product: ProductFacts): BuiltLines | Refusal {
  const lines: GrantLine[] = []
  for (const feature of product.features) {
    const version = versionText(facts, feature.version)
    if (isRefusal(version)) return version
    const { overrides = {}, count } = feature
    const line = incrementLine(facts, product, {
      name: feature.name,
      version: version.text,
      count,
      overrides,
    })
    if (isRefusal(line)) return line
    lines.push(line.line)
  }
  return { lines }
}

/** A model that says "none" wins over the product's own wish for a package. */
function isPackaged(facts: LicenseFacts, product: ProductFacts): boolean {
  return product.package !== null && facts.record.attributes.packageSpecification !== 'none'
}

/**
 * PACKAGE and its enabling INCREMENT, of the same name and version. Components take their count from
 * the enabling line, so the features of a package must agree in theirs.
 */
function packageLines(facts: LicenseFacts, product: ProductFacts): BuiltLines | Refusal {
  const { name, version } = product.package as PackageFacts
  const packageVersion = versionText(facts, version)
  if (isRefusal(packageVersion)) return packageVersion
  const counts = [...new Set(product.features.map((feature) => feature.count))]
  const [count = 1] = counts
  if (counts.length > 1) return refuse('package-counts-differ', { package: name, counts })

  const components: { name: string; version: string; count: null }[] = []
  for (const feature of product.features) {
    const componentVersion = versionText(facts, feature.version)
    if (isRefusal(componentVersion)) return componentVersion
    components.push({ name: feature.name, version: componentVersion.text, count: null })
  }
  const enabling = incrementLine(facts, product, { name, version: packageVersion.text, count, overrides: {} })
  if (isRefusal(enabling)) return enabling
  const line: PackageLine = {
    kind: 'PACKAGE',
    name,
    vendor: facts.vendor.name,
    version: packageVersion.text,
    components,
    options: packageOptions(facts),
    comments: [],
  }
  return { lines: [line, enabling.line] }
}

function packageOptions({ record, issuedOn }: LicenseFacts): readonly LineOption[] {
  const { packageSpecification, supersede, issuedDate } = record.attributes
  const options: LineOption[] = []
  if (packageSpecification === 'suite') options.push({ keyword: 'OPTIONS', value: 'SUITE' })
  if (packageSpecification === 'suite-reserved') options.push({ keyword: 'OPTIONS', value: 'SUITE_RESERVED' })
  if (supersede) options.push({ keyword: 'SUPERSEDE', value: null })
  if (issuedDate) options.push({ keyword: 'ISSUED', value: licenseDateText(issuedOn) })
  return options
}

interface IncrementFacts {
  readonly name: string
  readonly version: string
  readonly count: number
  readonly overrides: FeatureOverrides
}

function incrementLine(
  facts: LicenseFacts,
  product: ProductFacts,
  increment: IncrementFacts,
): { readonly line: FeatureLine } | Refusal {
  const { name, version, overrides } = increment
  const isCounted = licenseKindOf(facts.kind).isCounted
  const count = withinRange(
    facts.record.copies * product.quantityPerCopy * increment.count,
    'copies',
    lineCountMax,
  )
  if (typeof count !== 'number') return count
  const options = lineOptions(facts, version, overrides)
  if (isRefusal(options)) return options
  return {
    line: {
      kind: 'INCREMENT',
      name,
      vendor: facts.vendor.name,
      version,
      expiry: facts.record.expires ?? 'permanent',
      count: isCounted ? count : 'uncounted',
      options: options.options,
      comments: [],
    },
  }
}

function versionText({ record }: LicenseFacts, version: string | null): { readonly text: string } | Refusal {
  if (version !== null) return { text: version }
  if (record.versionDate === null) return refuse('version-date-missing')
  return { text: datedVersionText(record.versionDate, record.attributes.datedVersionFormat ?? 'yyyy.mmdd') }
}

/**
 * A comment must stay one: line breaks and control characters become blanks, a closing backslash goes,
 * and nothing passes for the seal or a key statement.
 */
export function commentText(text: string): string {
  const plain = text
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\\\s]+$/u, '')
    .trimStart()
  return (/^(?:SEAL|KEYCERT)\b/.test(plain) ? `- ${plain}` : plain).slice(0, 400)
}

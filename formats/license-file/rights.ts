import { hostIdsOf } from './host-id-text.ts'
import { parseExpiry, parseLicenseDate } from './license-date.ts'
import { hasOption, optionValue } from './line-options.ts'
import type {
  CalendarDate,
  FeatureLine,
  LicenseDocument,
  LineOption,
  PackageLine,
  UpgradeLine,
} from './model.ts'
import { compareVersions } from './version-order.ts'

/** Is a right in force at a time? */
export type Validity = 'current' | 'not-started' | 'expired'

/** Something that narrows who may use a right, or where. */
export interface Restriction {
  /** The keyword of the line, for example `PLATFORMS`. */
  readonly keyword: string
  readonly sentence: string
}

/** A feature that comes with a right because it enables a package. */
export interface PackagedFeature {
  readonly feature: string
  readonly version: string
  readonly count: number | 'uncounted'
}

/** One right of a license file: who may use what, where and until when. */
export interface Right {
  readonly feature: string
  readonly vendor: string
  readonly version: string
  readonly count: number | 'uncounted'
  /** Server host IDs in file order; empty when no server is needed. */
  readonly servers: readonly string[]
  /** Node host IDs, any one of which is enough; empty means any machine that reaches the server. */
  readonly hosts: readonly string[]
  /** First day, inclusive; null means from the beginning. */
  readonly starts: CalendarDate | null
  /** Last day, inclusive; null means permanent. */
  readonly expires: CalendarDate | null
  readonly issued: CalendarDate | null
  readonly restrictions: readonly Restriction[]
  /** Hours a copy may be borrowed; null when borrowing is not allowed. */
  readonly borrowHours: number | null
  /** Copies beyond the count that are allowed and reported. */
  readonly overdraft: number
  /** Which requests share a copy: NONE, SITE, or letters of U, H, D, V; null means the vendor's default. */
  readonly duplicateGroup: string | null
  readonly serialNumber: string | null
  readonly issuer: string | null
  readonly notice: string | null
  readonly vendorString: string | null
  readonly packaged: readonly PackagedFeature[]
}

/**
 * The rights that a document gives, in file order.
 *
 * Pass the `verified` document of a verification: this function believes every line. Customer options count
 * for nothing. Lines that a later SUPERSEDE replaces, and second counted FEATURE lines, give no right;
 * UPGRADE lines move copies to their version.
 */
export function rightsOf(document: LicenseDocument): readonly Right[] {
  const rights: Right[] = []
  const seen = new Set<string>()
  const whole = surroundings(document)
  for (const line of document.lines) {
    if (line.kind === 'PACKAGE' || isSuperseded(line, whole)) continue
    if (line.kind === 'UPGRADE') {
      applyUpgrade(line, rights, whole)
      continue
    }
    const key = `${line.vendor} ${line.name}`
    if (line.kind === 'FEATURE' && line.count !== 'uncounted') {
      if (seen.has(key)) continue
      seen.add(key)
    }
    rights.push(rightOf(line, line.version, whole))
  }
  return rights
}

/** Are the dates of a line in force at a time? Days begin and end in the time zone; the last day counts. */
export function validityOf(
  line: FeatureLine | UpgradeLine,
  at: Temporal.Instant,
  timeZone = 'UTC',
): Validity {
  const starts = parseLicenseDate(optionValue(line.options, 'START') ?? '')
  return validityBetween(starts, line.expiry === 'permanent' ? null : line.expiry, at, timeZone)
}

/** Is a right in force at a time? See `validityOf`. */
export function rightValidity(right: Right, at: Temporal.Instant, timeZone = 'UTC'): Validity {
  return validityBetween(right.starts, right.expires, at, timeZone)
}

function validityBetween(
  starts: CalendarDate | null,
  expires: CalendarDate | null,
  at: Temporal.Instant,
  timeZone: string,
): Validity {
  const today = at.toZonedDateTimeISO(timeZone).toPlainDate().toString()
  if (starts !== null && today < starts) return 'not-started'
  return expires !== null && today > expires ? 'expired' : 'current'
}

function rightOf(line: FeatureLine | UpgradeLine, version: string, whole: Surroundings): Right {
  const { options } = line
  const hosts = hostIdsOf(optionValue(options, 'HOSTID') ?? '')
  const needsServer = line.count !== 'uncounted' || hosts.includes('ANY') || hasOption(options, 'FLOAT_OK')
  return {
    feature: line.name,
    vendor: line.vendor,
    version,
    count: line.count,
    servers: needsServer ? whole.serverHostIds : [],
    hosts,
    starts: parseLicenseDate(optionValue(options, 'START') ?? ''),
    expires: line.expiry === 'permanent' ? null : line.expiry,
    issued: parseLicenseDate(optionValue(options, 'ISSUED') ?? ''),
    restrictions: restrictionsOf(options),
    borrowHours: hasOption(options, 'BORROW')
      ? Number(optionValue(options, 'BORROW') ?? borrowHoursDefault)
      : null,
    overdraft: Number(optionValue(options, 'OVERDRAFT') ?? 0),
    duplicateGroup: optionValue(options, 'DUP_GROUP'),
    serialNumber: optionValue(options, 'SN'),
    issuer: optionValue(options, 'ISSUER'),
    notice: optionValue(options, 'NOTICE'),
    vendorString: optionValue(options, 'VENDOR_STRING'),
    packaged: packagedOf(line, version, whole),
  }
}

/** Hours of borrowing when the line says only that it is allowed. */
export const borrowHoursDefault = 168

function restrictionsOf(options: readonly LineOption[]): readonly Restriction[] {
  return options.flatMap(({ keyword, value }) => {
    const sentence = restrictionSentence(keyword, value)
    return sentence === null ? [] : [{ keyword, sentence }]
  })
}

function restrictionSentence(keyword: string, value: string | null): string | null {
  switch (keyword) {
    case 'FLOAT_OK':
      return 'floats while its dongle is plugged into the server'
    case 'USER_BASED':
      return value === null ? 'for named users only' : `for at most ${value} named users`
    case 'HOST_BASED':
      return value === null ? 'for named hosts only' : `for at most ${value} named hosts`
    case 'PLATFORMS':
      return `only on platforms ${value ?? ''}`
    case 'VM_PLATFORMS':
      return value === 'PHYSICAL' ? 'only on physical machines' : 'only on virtual machines'
    case 'TZ':
      return value === 'SERVERTZ'
        ? 'only in the time zone of the server'
        : `only in time zones ${value ?? ''}`
    case 'TS_OK':
      return 'also in terminal server sessions'
    case 'ONE_TS_OK':
      return 'also in one terminal server session'
    default:
      return null
  }
}

/** What the lines need to know of their document, gathered once. */
interface Surroundings {
  readonly serverHostIds: readonly string[]
  readonly packages: ReadonlyMap<string, readonly PackageLine[]>
  /** By vendor and feature: the latest day on which a superseding line was issued. */
  readonly supersededBefore: ReadonlyMap<string, string>
}

function surroundings(document: LicenseDocument): Surroundings {
  const supersededBefore = new Map<string, string>()
  for (const line of document.lines) {
    const option = line.options.find((one) => one.keyword === 'SUPERSEDE')
    if (option === undefined || line.kind === 'PACKAGE') continue
    const names = option.value === null ? [line.name] : option.value.split(/[ \t]+/)
    const day = issueDay(line.options)
    for (const name of names.map((one) => `${line.vendor} ${one}`)) {
      if ((supersededBefore.get(name) ?? '') < day) supersededBefore.set(name, day)
    }
  }
  return {
    serverHostIds: document.servers.flatMap((server) => hostIdsOf(server.hostId ?? '')),
    packages: Map.groupBy(
      document.lines.filter((line) => line.kind === 'PACKAGE'),
      (p) => `${p.vendor} ${p.name}`,
    ),
    supersededBefore,
  }
}

/** A line is replaced when one that supersedes its name was issued on a later day. */
function isSuperseded(line: FeatureLine | UpgradeLine, whole: Surroundings): boolean {
  return issueDay(line.options) < (whole.supersededBefore.get(`${line.vendor} ${line.name}`) ?? '')
}

function issueDay(options: readonly LineOption[]): string {
  const text = optionValue(options, 'ISSUED') ?? optionValue(options, 'START') ?? ''
  const day = parseExpiry(text)
  return day === null || day === 'permanent' ? '' : day
}

function packagedOf(
  line: FeatureLine | UpgradeLine,
  version: string,
  whole: Surroundings,
): readonly PackagedFeature[] {
  const found = whole.packages
    .get(`${line.vendor} ${line.name}`)
    ?.find((one) => one.version === null || compareVersions(one.version, version) === 0)
  return (found?.components ?? []).map((component) => ({
    feature: component.name,
    version: component.version ?? version,
    count: line.count === 'uncounted' ? 'uncounted' : line.count * (component.count ?? 1),
  }))
}

/**
 * Moves up to `count` copies of the nearest earlier fitting right to the new version. Uncounted ones stay.
 */
function applyUpgrade(line: UpgradeLine, rights: Right[], whole: Surroundings): void {
  const at = rights.findLastIndex(
    (right) =>
      right.feature === line.name &&
      right.vendor === line.vendor &&
      compareVersions(right.version, line.fromVersion) >= 0 &&
      compareVersions(right.version, line.toVersion) < 0,
  )
  const base = rights[at]
  if (base === undefined || base.count === 'uncounted' || line.count === 'uncounted') return
  const moved = Math.min(base.count, line.count)
  const left = base.count - moved
  rights.splice(at, 1, ...(left === 0 ? [] : [{ ...base, count: left }]))
  rights.push(rightOf({ ...line, count: moved }, line.toVersion, whole))
}

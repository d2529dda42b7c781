/**
 * A day of the calendar as `yyyy-mm-dd`. Ends of rights are inclusive: the right lasts through this day.
 */
export type CalendarDate = string

/** When a right ends: never, or at the end of a day. */
export type Expiry = 'permanent' | (CalendarDate & {})

/** How many copies a line carries. `uncounted` is written as such; `0` in a file means the same. */
export type LineCount = number | 'uncounted'

/**
 * One `KEYWORD` or `KEYWORD=value` of a line.
 *
 * The spelling of the keyword is kept: upper case belongs to the producer and is signed, lower case belongs
 * to the customer and is not. `value` is unquoted; null means a bare flag, which differs from an empty value.
 */
export interface LineOption {
  readonly keyword: string
  readonly value: string | null
}

/** A `SERVER` line: one of one or three machines that serve copies. Only the host ID is signed. */
export interface ServerLine {
  readonly kind: 'SERVER'
  /** Name or address; `this_host` is a placeholder that the administrator fills. */
  readonly host: string
  /** Null in client stubs that name only host and port. */
  readonly hostId: string | null
  /** Null means the default range 27000 to 27009. */
  readonly port: number | null
  /** Redundant triad only: the primary takes mastership back when it returns. */
  readonly primaryIsMaster: boolean
  /** Redundant triad only, in seconds; null means the server's default. */
  readonly heartbeatSeconds: number | null
  /** Everything else on the line, in file order. */
  readonly options: readonly LineOption[]
}

/**
 * A `VENDOR` (or `DAEMON`) line: the program that counts the copies of one producer. Only the name is signed.
 */
export interface VendorLine {
  readonly kind: 'VENDOR'
  readonly name: string
  readonly path: string | null
  readonly optionsFile: string | null
  /** Null means any free port. */
  readonly port: number | null
  readonly options: readonly LineOption[]
}

/** A `FEATURE` or `INCREMENT` line: the right to use a feature. We issue only `INCREMENT`, which pools. */
export interface FeatureLine {
  readonly kind: 'FEATURE' | 'INCREMENT'
  readonly name: string
  readonly vendor: string
  /** As given, never reformatted. Compared as decimal numbers: 1.10 equals 1.1. */
  readonly version: string
  readonly expiry: Expiry
  readonly count: LineCount
  readonly options: readonly LineOption[]
  /** Comment lines directly above the line, without `#`. Unsigned. */
  readonly comments: readonly string[]
}

/** An `UPGRADE` line: turns up to `count` copies of the nearest earlier line with from <= version < to. */
export interface UpgradeLine {
  readonly kind: 'UPGRADE'
  readonly name: string
  readonly vendor: string
  readonly fromVersion: string
  readonly toVersion: string
  readonly expiry: Expiry
  readonly count: LineCount
  readonly options: readonly LineOption[]
  readonly comments: readonly string[]
}

/** One feature inside a package. Null takes the version, or the count, of the enabling line. */
export interface PackageComponent {
  readonly name: string
  readonly version: string | null
  readonly count: number | null
}

/** A `PACKAGE` line. Grants nothing alone: a feature line of the same name and version enables it. */
export interface PackageLine {
  readonly kind: 'PACKAGE'
  readonly name: string
  readonly vendor: string
  readonly version: string | null
  readonly components: readonly PackageComponent[]
  /** Without `COMPONENTS`; with `OPTIONS=SUITE` where given. */
  readonly options: readonly LineOption[]
  readonly comments: readonly string[]
}

/** A line that carries its own signature. */
export type GrantLine = FeatureLine | UpgradeLine | PackageLine

/**
 * A statement of the producer's root key about an issuing key, exactly as it is signed.
 *
 * `statement` is one line of JSON (see README); it is kept as text because the signature covers its
 * characters.
 */
export interface KeyCertificate {
  readonly statement: string
  /** 86 base64url characters. */
  readonly signature: string
}

/** The seal of a whole file. Tells that lines were removed, mixed or edited; no right depends on it. */
export interface FileSeal {
  readonly kid: string
  /** 86 base64url characters. */
  readonly signature: string
  /** SHA-256 of the text before the seal line, 64 lower-case hexadecimal digits. */
  readonly digest: string
}

/** A license file by its meaning. Spelling, order of options and line numbers are in `ParsedLicense`. */
export interface LicenseDocument {
  /** None, one or three. The order of three is significant. */
  readonly servers: readonly ServerLine[]
  readonly vendors: readonly VendorLine[]
  readonly useServer: boolean
  readonly lines: readonly GrantLine[]
  /** Comments that belong to the file, without `#`. */
  readonly comments: readonly string[]
  readonly certificates: readonly KeyCertificate[]
  readonly seal: FileSeal | null
}

/** A document without anything in it, to build from. */
export const emptyDocument: LicenseDocument = {
  servers: [],
  vendors: [],
  useServer: false,
  lines: [],
  comments: [],
  certificates: [],
  seal: null,
}

/**
 * How serious a finding is. `error`: something was not understood. `warning`: understood, but odd or risky.
 */
export type Severity = 'error' | 'warning' | 'info'

/** A finding at a place of a license file. Line and column count from 1. */
export interface Diagnostic {
  readonly severity: Severity
  readonly line: number
  readonly column: number
  /** Stable, kebab-case. */
  readonly code: string
  /** One sentence in English. */
  readonly message: string
  /** Text to put at the place instead of one character, when the cure is certain. */
  readonly replacement?: string
}

/** A word of a logical line. */
export interface Token {
  /** As written, quotes included, continuations joined. */
  readonly raw: string
  /** Without quotes. */
  readonly text: string
  readonly isQuoted: boolean
  readonly line: number
  readonly column: number
}

/** What a logical line was found to be. `damaged`: a known keyword whose fields make no sense. */
export type StatementKind =
  | 'blank'
  | 'comment'
  | 'server'
  | 'vendor'
  | 'use-server'
  | 'grant'
  | 'unknown'
  | 'damaged'

/** One logical line with everything needed to write it again unchanged. */
export interface Statement {
  readonly kind: StatementKind
  /** Exact text with continuations and line ends. */
  readonly raw: string
  readonly firstLine: number
  readonly lastLine: number
  readonly tokens: readonly Token[]
  /** False when quotes or length were wrong: the words may not be what was meant. */
  readonly isSound: boolean
  /** The same object as in the document; null for all other kinds. */
  readonly entry: ServerLine | VendorLine | GrantLine | null
}

/** How the bytes of a file were read. */
export interface TextForm {
  readonly encoding: 'utf-8' | 'latin-1' | 'utf-16'
  readonly hasByteOrderMark: boolean
}

/** A license file read without loss: meaning, exact text and findings. */
export interface ParsedLicense {
  readonly document: LicenseDocument
  readonly statements: readonly Statement[]
  readonly diagnostics: readonly Diagnostic[]
  readonly form: TextForm
}

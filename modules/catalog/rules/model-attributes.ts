import type { LicenseKind } from './license-kinds.ts'

/** How a version date is written as a version. */
export type DatedVersionFormat = 'yyyy.mmdd' | 'yyyy.mm' | 'yyyymmdd'

/** When an attribute of a license model gets its value. `not-used` leaves its keyword out. */
export type AttributeMoment = 'not-used' | 'now' | 'at-entitlement' | 'at-fulfillment'

/** Duplicate requests that share one copy: none, a whole site, or a mask of user, host, display, vendor. */
export type DupGroup = string

/** The values of all attributes; null (or false for a switch) means not used. */
export interface AttributeValues {
  readonly terminalServer: 'one-session' | 'many-sessions' | null
  readonly flexidSharing: boolean
  /** `server`, or allowed offsets from UTC such as `+0100 +0200`. */
  readonly timeZone: string | null
  readonly virtualization: 'physical' | 'virtual' | null
  /** Hours that a copy may be borrowed. */
  readonly borrowing: number | null
  readonly userOrHostBased: { readonly basis: 'user' | 'host'; readonly count: number | null } | null
  readonly overdraft: OverdraftValue | null
  readonly issuer: string | null
  readonly serialNumber: string | null
  readonly vendorString: string | null
  readonly notice: string | null
  readonly useServer: boolean
  readonly platforms: readonly string[] | null
  readonly packageSpecification: 'none' | 'package' | 'suite' | 'suite-reserved' | null
  readonly issuedDate: boolean
  readonly dupGroup: DupGroup | null
  readonly suiteDupGroup: DupGroup | null
  readonly supersede: boolean
  readonly linger: number | null
  readonly sort: number | null
  readonly defaultServerPort: number | null
  readonly datedVersionFormat: DatedVersionFormat | null
  readonly reinstall: boolean
}

/**
 * The overdraft of a line item: copies, or a percentage of its copies; and optionally the least and
 * the most that one fulfillment may have (Table 2-1 "Overdraft"; a floor and a ceiling per fulfillment).
 */
export interface OverdraftValue {
  readonly copies?: number
  readonly percent?: number
  readonly perFulfillmentMin?: number
  readonly perFulfillmentMax?: number
}

/** The name of an attribute. */
export type AttributeKey = keyof AttributeValues

/** How an attribute is set on a license model. */
export interface AttributeSetting {
  readonly when: AttributeMoment
  /** The value for `now`, the proposal for the later moments. */
  readonly value?: unknown
  /** The most that a later moment may give: hours for borrowing, copies for overdraft at fulfillment. */
  readonly max?: number
  /** A later moment must give a value; the screen marks it. */
  readonly isRequired?: boolean
}

/** The settings of a license model; what is missing is not used. */
export type AttributeSettings = Readonly<Partial<Record<AttributeKey, AttributeSetting>>>

/** What kind of field an attribute is, for a form and for its check. */
export type AttributeField =
  | { readonly is: 'switch' }
  | { readonly is: 'choice'; readonly choices: readonly { readonly value: string; readonly label: string }[] }
  | { readonly is: 'text'; readonly lengthMax: number }
  | {
      readonly is: 'count'
      readonly min: number
      readonly max: number
      readonly unit: string
      readonly proposal: number | null
    }
  | { readonly is: 'time-zone' }
  | { readonly is: 'user-or-host' }
  | { readonly is: 'overdraft' }
  | { readonly is: 'platforms'; readonly known: readonly string[] }
  | { readonly is: 'dup-group' }

/** One attribute of Table 2-1 or of the license model page. */
export interface AttributeDefinition {
  readonly key: AttributeKey
  readonly label: string
  /** Kinds it applies to; none for the trusted technologies alone. */
  readonly kinds: readonly LicenseKind[]
  readonly field: AttributeField
  /** Moments that may be chosen besides `not-used`. */
  readonly moments: readonly AttributeMoment[]
  /** The keyword it writes; null for none of its own. */
  readonly keyword: string | null
}

const all: readonly LicenseKind[] = [
  'nodelocked-counted',
  'nodelocked-uncounted',
  'floating-counted',
  'floating-uncounted',
]
const counted: readonly LicenseKind[] = ['nodelocked-counted', 'floating-counted']
const nodelockedUncounted: readonly LicenseKind[] = ['nodelocked-uncounted']
const anyTime: readonly AttributeMoment[] = ['now', 'at-entitlement', 'at-fulfillment']
const modelTime: readonly AttributeMoment[] = ['now']

/** Platform codes offered; producers may add their own. */
export const knownPlatforms: readonly string[] = [
  'i86_n',
  'x64_n',
  'i86_l',
  'x64_l',
  'i86_lsb',
  'x64_lsb',
  'i86_mac',
  'x64_mac',
  'arm64_l',
  'arm64_mac',
  'amd64_s',
]

/**
 * Every attribute of a certificate license model, in the order of Table 2-1, then those that are
 * settled on the model page only. Source: Table 2-1 of the published help; ACT-03.
 */
export const attributeDefinitions: readonly AttributeDefinition[] = [
  define(
    'terminalServer',
    'Terminal Server',
    nodelockedUncounted,
    anyTime,
    'TS_OK',
    choice(['one-session', 'One session'], ['many-sessions', 'Many sessions']),
  ),
  define('flexidSharing', 'FLEXid Sharing', nodelockedUncounted, anyTime, 'FLOAT_OK', { is: 'switch' }),
  define('timeZone', 'Time Zone', all, anyTime, 'TZ', { is: 'time-zone' }),
  define(
    'virtualization',
    'Virtualization Restrictions',
    all,
    anyTime,
    'VM_PLATFORMS',
    choice(['physical', 'Restrict to physical machines'], ['virtual', 'Restrict to virtual machines']),
  ),
  define('borrowing', 'Borrowing', counted, anyTime, 'BORROW', count(1, 87_600, 'hours', 168)),
  define('userOrHostBased', 'User or Host Based', counted, anyTime, 'USER_BASED', { is: 'user-or-host' }),
  define('overdraft', 'Overdraft', counted, anyTime, 'OVERDRAFT', { is: 'overdraft' }),
  define('issuer', 'Issuer', all, anyTime, 'ISSUER', { is: 'text', lengthMax: 256 }),
  define('serialNumber', 'Serial Number', all, anyTime, 'SN', { is: 'text', lengthMax: 256 }),
  define('vendorString', 'Vendor String', all, anyTime, 'VENDOR_STRING', { is: 'text', lengthMax: 2000 }),
  define('reinstall', 'Reinstall', [], ['at-fulfillment'], null, { is: 'switch' }),
  define('notice', 'Notice', all, anyTime, 'NOTICE', { is: 'text', lengthMax: 2000 }),
  define('useServer', 'Use Server', all, anyTime, 'USE_SERVER', { is: 'switch' }),
  define('platforms', 'Platforms', all, anyTime, 'PLATFORMS', { is: 'platforms', known: knownPlatforms }),
  define(
    'packageSpecification',
    'Package Specification',
    all,
    modelTime,
    'PACKAGE',
    choice(
      ['none', 'None'],
      ['package', 'Package'],
      ['suite', 'Suite'],
      ['suite-reserved', 'Suite, reserved'],
    ),
  ),
  define('issuedDate', 'Issued Date', all, modelTime, 'ISSUED', { is: 'switch' }),
  define('dupGroup', 'Duplicate Grouping', counted, modelTime, 'DUP_GROUP', { is: 'dup-group' }),
  define('suiteDupGroup', 'Suite Duplicate Grouping', counted, modelTime, 'SUITE_DUP_GROUP', {
    is: 'dup-group',
  }),
  define('supersede', 'Supersede', all, modelTime, 'SUPERSEDE', { is: 'switch' }),
  define('linger', 'Linger', counted, modelTime, 'LINGER', count(1, 2_592_000, 'seconds', null)),
  define('sort', 'Sort', all, modelTime, 'sort', count(0, 32_767, '', 100)),
  define('defaultServerPort', 'Default Server Port', all, modelTime, null, count(1, 65_535, '', 27_000)),
  define(
    'datedVersionFormat',
    'Dated Version Format',
    all,
    modelTime,
    null,
    choice(['yyyy.mmdd', '2026.0131'], ['yyyy.mm', '2026.01'], ['yyyymmdd', '20260131']),
  ),
]

const byKey: ReadonlyMap<string, AttributeDefinition> = new Map(
  attributeDefinitions.map((definition) => [definition.key, definition]),
)

/** The definition of an attribute; null when there is no such attribute. */
export function attributeOf(key: string): AttributeDefinition | null {
  return byKey.get(key) ?? null
}

/** The attributes that a license model of a kind may have. */
export function attributesFor(kind: LicenseKind): readonly AttributeDefinition[] {
  return attributeDefinitions.filter((definition) => definition.kinds.includes(kind))
}

/** All attributes not used; issued dates are on unless the model switches them off. */
export const unusedAttributes: AttributeValues = {
  terminalServer: null,
  flexidSharing: false,
  timeZone: null,
  virtualization: null,
  borrowing: null,
  userOrHostBased: null,
  overdraft: null,
  issuer: null,
  serialNumber: null,
  vendorString: null,
  reinstall: false,
  notice: null,
  useServer: false,
  platforms: null,
  packageSpecification: null,
  issuedDate: true,
  dupGroup: null,
  suiteDupGroup: null,
  supersede: false,
  linger: null,
  sort: null,
  defaultServerPort: null,
  datedVersionFormat: null,
}

function define(
  key: AttributeKey,
  label: string,
  kinds: readonly LicenseKind[],
  moments: readonly AttributeMoment[],
  keyword: string | null,
  field: AttributeField,
): AttributeDefinition {
  return { key, label, kinds, field, moments, keyword }
}

function choice(...choices: readonly (readonly [string, string])[]): AttributeField {
  return { is: 'choice', choices: choices.map(([value, label]) => ({ value, label })) }
}

function count(min: number, max: number, unit: string, proposal: number | null): AttributeField {
  return { is: 'count', min, max, unit, proposal }
}

import type { HostTypeKey, HostUse, VirtualizationPrefix } from '../model.ts'

/** Which rule a value of a host ID type follows after its keyword. */
export type HostValueRule =
  | 'none'
  | 'ethernet'
  | 'long'
  | 'tpm'
  | 'free-text'
  | 'hostname'
  | 'hostname-wildcard'
  | 'address-routable'
  | 'address-routable-wildcard'
  | 'address-private'
  | 'address-private-wildcard'
  | 'address-any'
  | 'address-ipv6'
  | 'volume-serial'
  | 'dongle'
  | 'dongle-9-or-10'
  | 'serial'
  | 'composite'
  | 'uuid'
  | 'vendor-defined'
  | 'cloud-image'
  | 'cloud-instance'

/**
 * One row of the host ID table: its label, its words in a file, and where it may be used.
 *
 * `keyword` is written before the value as `KEYWORD=value`; null means the value stands alone.
 * `offeredForServer` is false for types that are legal but senseless for a server (a login name, a
 * display): screens leave them out, the rules accept them.
 */
export interface HostType {
  readonly key: HostTypeKey
  readonly label: string
  readonly keyword: string | null
  readonly rule: HostValueRule
  readonly uses: readonly HostUse[]
  readonly offeredForServer: boolean
  readonly prefix: VirtualizationPrefix | null
  readonly example: string
}

const both: readonly HostUse[] = ['server', 'node']
const serverOnly: readonly HostUse[] = ['server']
const nodeOnly: readonly HostUse[] = ['node']

/**
 * All host ID types in the order of Table 2-3.
 *
 * Source: Table 2-3 of the published help; CERT-02. The keyword of the TPM type is our reading.
 */
export const hostTypes: readonly HostType[] = [
  row('any', 'ANY', null, 'none', both, 'ANY'),
  row('demo', 'DEMO', null, 'none', nodeOnly, 'DEMO'),
  row('ethernet', 'Ethernet', null, 'ethernet', both, '005056AB12CD'),
  row('tpm', 'TPM ID', 'TPM_ID1', 'tpm', both, 'TPM_ID1=A1B2C-3D4E5-F6G7H-8I9J0'),
  row('long', 'Long', null, 'long', both, '17007EA8'),
  { ...row('user', 'User', 'USER', 'free-text', both, 'USER=jdoe'), offeredForServer: false },
  row('hostname', 'Host Name', 'HOSTNAME', 'hostname-wildcard', both, 'HOSTNAME=lic1.example.com'),
  { ...row('display', 'Display', 'DISPLAY', 'free-text', both, 'DISPLAY=console'), offeredForServer: false },
  row(
    'internet-routable',
    'Routable IP Address',
    'INTERNET',
    'address-routable',
    both,
    'INTERNET=195.186.4.10',
  ),
  row(
    'internet-routable-wildcard',
    'Routable IP Address with Wildcards',
    'INTERNET',
    'address-routable-wildcard',
    both,
    'INTERNET=195.186.4.*',
  ),
  row(
    'internet-private',
    'Non-routable IP Address',
    'INTERNET',
    'address-private',
    both,
    'INTERNET=10.0.0.5',
  ),
  row(
    'internet-private-wildcard',
    'Non-routable IP Address with Wildcards',
    'INTERNET',
    'address-private-wildcard',
    both,
    'INTERNET=10.0.*.*',
  ),
  row('internet6', 'IPv6 Address', 'INTERNET6', 'address-ipv6', both, 'INTERNET6=2001:db8::1'),
  {
    ...row('disk-serial', 'Disk SN', 'DISK_SERIAL_NUM', 'volume-serial', both, 'DISK_SERIAL_NUM=3E2E17FD'),
    offeredForServer: false,
  },
  row('flexid', 'FLEXid', 'FLEXID', 'dongle', both, 'FLEXID=9-1A2B3C4D'),
  row('serial', 'Serial', 'ID', 'serial', both, 'ID=12345678'),
  row('composite', 'Composite', 'COMPOSITE', 'composite', both, 'COMPOSITE=8F12AB34CD56'),
  row('vendor-defined', 'Vendor Defined', null, 'vendor-defined', both, 'NAME=value'),
  prefixed('phy-ether', 'PHY_', 'ETHER', 'ethernet', '005056AB12CD'),
  prefixed('phy-internet', 'PHY_', 'INTERNET', 'address-any', '195.186.4.10'),
  prefixed('phy-hostname', 'PHY_', 'HOSTNAME', 'hostname-wildcard', 'lic1'),
  prefixed('phy-display', 'PHY_', 'DISPLAY', 'free-text', 'console'),
  prefixed('phy-user', 'PHY_', 'USER', 'free-text', 'jdoe'),
  prefixed('phy-disk-serial', 'PHY_', 'DISK_SERIAL_NUM', 'volume-serial', '3E2E17FD'),
  prefixed('phy-flexid', 'PHY_', 'FLEXID', 'dongle', '9-1A2B3C4D'),
  prefixed('vm-uuid', 'VM_', 'UUID', 'uuid', '564D1234-5678-9ABC-DEF0-1234567890AB'),
  prefixed('vmw-uuid', 'VMW_', 'UUID', 'uuid', '564D1234-5678-9ABC-DEF0-1234567890AB'),
  prefixed('vmw-ether', 'VMW_', 'ETHER', 'ethernet', '005056AB12CD'),
  prefixed('vmw-internet', 'VMW_', 'INTERNET', 'address-any', '195.186.4.10'),
  prefixed('vmw-hostname', 'VMW_', 'HOSTNAME', 'hostname', 'lic1'),
  prefixed('hpv-uuid', 'HPV_', 'UUID', 'uuid', '564D1234-5678-9ABC-DEF0-1234567890AB'),
  prefixed('hpv-ether', 'HPV_', 'ETHER', 'ethernet', '005056AB12CD'),
  prefixed('hpv-internet', 'HPV_', 'INTERNET', 'address-any', '195.186.4.10'),
  prefixed('hpv-hostname', 'HPV_', 'HOSTNAME', 'hostname', 'lic1'),
  prefixed('hpv-vsn', 'HPV_', 'VSN', 'long', '17007EA8'),
  prefixed('lmb-ether', 'LMB_', 'ETHER', 'ethernet', '005056AB12CD'),
  prefixed('lmb-internet', 'LMB_', 'INTERNET', 'address-any', '195.186.4.10'),
  prefixed('lmb-hostname', 'LMB_', 'HOSTNAME', 'hostname', 'lic1'),
  prefixed('lmb-flexid', 'LMB_', 'FLEXID', 'dongle-9-or-10', '9-1A2B3C4D'),
  row(
    'amzn-eip',
    'AMZN Routable EIP Address',
    'AMZN_EIP',
    'address-routable',
    serverOnly,
    'AMZN_EIP=54.10.20.30',
  ),
  row(
    'amzn-eip-wildcard',
    'AMZN Routable EIP Address with Wildcards',
    'AMZN_EIP',
    'address-routable-wildcard',
    serverOnly,
    'AMZN_EIP=54.10.*.*',
  ),
  row('amzn-ami', 'AMZN AMI Template ID', 'AMZN_AMI', 'cloud-image', nodeOnly, 'AMZN_AMI=ami-0af01c01'),
  row(
    'amzn-iid',
    'AMZN IID Instance ID',
    'AMZN_IID',
    'cloud-instance',
    nodeOnly,
    'AMZN_IID=i-0af01c0123456789a',
  ),
]

const byKey: ReadonlyMap<string, HostType> = new Map(hostTypes.map((type) => [type.key, type]))

/** The row of a host ID type; null when there is no such type. */
export function hostTypeOf(key: string): HostType | null {
  return byKey.get(key) ?? null
}

/** True for the types that Amazon's cloud understands: never part of a three-server set. */
export function isAmazonType(type: HostType): boolean {
  return type.keyword?.startsWith('AMZN_') ?? false
}

/** Base words allowed after a virtualization prefix, for example `UUID` after `VM_`. */
export function basesOfPrefix(prefix: VirtualizationPrefix): readonly string[] {
  return hostTypes.flatMap((type) =>
    type.prefix === prefix && type.keyword !== null ? [type.keyword.slice(prefix.length)] : [],
  )
}

/** All virtualization prefixes, longest first so that `VMW_` is found before `VM_`. */
export const virtualizationPrefixes: readonly VirtualizationPrefix[] = ['PHY_', 'VMW_', 'HPV_', 'LMB_', 'VM_']

/** Every word that may stand before `=` in a built-in host ID; no vendor-defined name may be one of them. */
export const builtInKeywords: ReadonlySet<string> = new Set([
  ...hostTypes.flatMap((type) => (type.keyword === null ? [] : [type.keyword])),
  'ANY',
  'DEMO',
  'ETHER',
  'DISK_SERIAL_NUMBER',
  'PHY_DISK_SERIAL_NUMBER',
  'VENDOR_DEFINED',
  'INTERNET4',
])

function row(
  key: HostTypeKey,
  label: string,
  keyword: string | null,
  rule: HostValueRule,
  uses: readonly HostUse[],
  example: string,
): HostType {
  return { key, label, keyword, rule, uses, offeredForServer: uses.includes('server'), prefix: null, example }
}

function prefixed(
  key: HostTypeKey,
  prefix: VirtualizationPrefix,
  base: string,
  rule: HostValueRule,
  value: string,
): HostType {
  const keyword = `${prefix}${base}`
  return { ...row(key, keyword, keyword, rule, serverOnly, `${keyword}=${value}`), prefix }
}

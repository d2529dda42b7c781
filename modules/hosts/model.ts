/** What a host does for a license: serves it (SERVER line) or runs the locked application (HOSTID). */
export type HostUse = 'server' | 'node'

/** Prefixes that say which virtual environment a server host may or must be. Source: Table 2-3. */
export type VirtualizationPrefix = 'PHY_' | 'VM_' | 'VMW_' | 'HPV_' | 'LMB_'

/** Every host ID type a person can choose. Source: Table 2-3 of the published help; CERT-02. */
export type HostTypeKey =
  | 'any'
  | 'demo'
  | 'ethernet'
  | 'long'
  | 'tpm'
  | 'user'
  | 'hostname'
  | 'display'
  | 'internet-routable'
  | 'internet-routable-wildcard'
  | 'internet-private'
  | 'internet-private-wildcard'
  | 'internet6'
  | 'disk-serial'
  | 'flexid'
  | 'serial'
  | 'composite'
  | 'vendor-defined'
  | 'phy-ether'
  | 'phy-internet'
  | 'phy-hostname'
  | 'phy-display'
  | 'phy-user'
  | 'phy-disk-serial'
  | 'phy-flexid'
  | 'vm-uuid'
  | 'vmw-uuid'
  | 'vmw-ether'
  | 'vmw-internet'
  | 'vmw-hostname'
  | 'hpv-uuid'
  | 'hpv-ether'
  | 'hpv-internet'
  | 'hpv-hostname'
  | 'hpv-vsn'
  | 'lmb-ether'
  | 'lmb-internet'
  | 'lmb-hostname'
  | 'lmb-flexid'
  | 'amzn-eip'
  | 'amzn-eip-wildcard'
  | 'amzn-ami'
  | 'amzn-iid'

/**
 * A host ID that has passed its rules.
 *
 * `text` is the canonical spelling, exactly as written into a license file; parsing it again gives
 * the same host ID. `normalized` is for comparing and searching only: two host IDs are the same
 * host when their `normalized` are equal. Neither holds a blank, a quote, a backslash or a control character.
 */
export interface HostId {
  readonly type: HostTypeKey
  readonly text: string
  readonly normalized: string
}

/**
 * A server host of a license: one server, or three that stand in for each other (CERT-03).
 *
 * Three count as one host. Their order is primary, secondary, tertiary and is kept in the file.
 */
export type ServerSet = readonly [HostId] | readonly [HostId, HostId, HostId]

/** What the producer has settled about host IDs; everything off or open in `defaultHostIdSettings`. */
export interface HostIdSettings {
  /** Types that the license model and the user's role allow together; null allows all. */
  readonly allowedTypes: readonly HostTypeKey[] | null
  /** Refuse private addresses as routable and the reverse. Producers may switch it off (Table 2-3, note). */
  readonly checksAddressRange: boolean
  /** Hold wildcard octets to the positions that the first octet allows. */
  readonly checksWildcardPosition: boolean
  /** Names of vendor-defined host IDs that the producer's applications understand, in upper case. */
  readonly vendorDefinedNames: readonly string[]
  /** IPv6 is not in the published table; off unless the producer wants it. */
  readonly allowsIpv6: boolean
}

/** The strict settings: every published rule on, no vendor-defined name, no IPv6. */
export const defaultHostIdSettings: HostIdSettings = {
  allowedTypes: null,
  checksAddressRange: true,
  checksWildcardPosition: true,
  vendorDefinedNames: [],
  allowsIpv6: false,
}

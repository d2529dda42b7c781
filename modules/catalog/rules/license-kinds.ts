/** The four kinds of certificate license. Source: Table 2-2 and 2-4 of the published help; CERT-01. */
export type LicenseKind =
  | 'nodelocked-counted'
  | 'nodelocked-uncounted'
  | 'floating-counted'
  | 'floating-uncounted'

/** What a kind asks for at activation and what it writes. */
export interface LicenseKindFacts {
  readonly kind: LicenseKind
  readonly label: string
  readonly isCounted: boolean
  /** A server host must be named (Table 2-2). */
  readonly asksServerHost: boolean
  /** Node-locked hosts must be named (Table 2-2). */
  readonly asksNodeHosts: boolean
  /** A fulfill count is asked; else every host counts one copy. */
  readonly asksCount: boolean
  /** For which host a count is kept, and of which there is one license file each (Table 2-4). */
  readonly countsPer: 'server-host' | 'node-host'
  /** An overdraft may be asked: only counted copies can be overdrawn. */
  readonly mayOverdraw: boolean
  /** The four models cannot be served without this line. */
  readonly alwaysUsesServer: boolean
}

/** The kinds in the order of the tables. */
export const licenseKinds: readonly LicenseKindFacts[] = [
  kind('nodelocked-counted', 'Node-locked counted', { isCounted: true, server: true, node: true }),
  kind('nodelocked-uncounted', 'Node-locked uncounted', { isCounted: false, server: false, node: true }),
  kind('floating-counted', 'Floating counted', { isCounted: true, server: true, node: false }),
  kind('floating-uncounted', 'Floating uncounted', { isCounted: false, server: true, node: false }),
]

const byName: ReadonlyMap<LicenseKind, LicenseKindFacts> = new Map(
  licenseKinds.map((facts) => [facts.kind, facts]),
)

/** The facts of a kind. */
export function licenseKindOf(kindName: LicenseKind): LicenseKindFacts {
  const facts = byName.get(kindName)
  if (facts === undefined) throw new TypeError(`There is no license kind ${kindName}.`)
  return facts
}

function kind(
  name: LicenseKind,
  label: string,
  asks: { readonly isCounted: boolean; readonly server: boolean; readonly node: boolean },
): LicenseKindFacts {
  return {
    kind: name,
    label,
    isCounted: asks.isCounted,
    asksServerHost: asks.server,
    asksNodeHosts: asks.node,
    asksCount: asks.isCounted,
    countsPer: asks.server ? 'server-host' : 'node-host',
    mayOverdraw: asks.isCounted,
    alwaysUsesServer: asks.server && !asks.isCounted,
  }
}

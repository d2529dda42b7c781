import { CERTIFICATE } from '@tallystick/catalog/rules/license-technologies.ts'
import {
  defaultHostIdSettings,
  type HostId,
  type HostIdSettings,
  type HostTypeKey,
  type HostUse,
} from '@tallystick/hosts/model.ts'
import { parseHostId } from '@tallystick/hosts/rules/host-id.ts'
import { parseHostIdText } from '@tallystick/hosts/rules/host-type-guess.ts'
import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { parseLicense } from '@tallystick/license-file/parser.ts'
import type { ServerHost } from '../rules/activation-facts.ts'
import type { HostRow, LicenseWithHosts } from '../store/held-licenses.ts'

/** The hosts of a license that is there. */
export interface HeldHosts {
  readonly servers: readonly ServerHost[] | null
  readonly nodeHosts: readonly HostId[]
}

/**
 * The hosts of a license as its rules need them again. They were checked when it was issued, so today's settings do
 * not hold them up. Names and ports of servers are those of the text, where administrators of the producer put them;
 * only certificates have them.
 */
export function heldHostsOf(license: LicenseWithHosts): HeldHosts {
  const { licenseText, technology } = license
  const isCertificate = technology === CERTIFICATE && licenseText !== null
  const places = isCertificate ? parseLicense(licenseText).document.servers : []
  const servers = hostIdsOf('server', license.serverRow ? [license.serverRow] : [], license.servers).map(
    (hostId, at) => ({
      hostId,
      hostName: nameOf(places[at]?.host),
      port: places[at]?.port ?? null,
    }),
  )
  return {
    servers: servers.length === 0 ? null : servers,
    nodeHosts: hostIdsOf('node', license.nodeRows, license.nodeHosts),
  }
}

/** The placeholder stands for no name, as it did when the license was issued. */
function nameOf(host: string | undefined): string | null {
  return host === undefined || host === 'this_host' ? null : host
}

/** From remembered rows, with their types; without rows from the texts alone, whose form tells the type. */
export function hostIdsOf(
  use: HostUse,
  rows: readonly HostRow[],
  texts: readonly string[],
): readonly HostId[] {
  const typed = rows.flatMap(({ types, texts: own }) => own.map((text, at) => ({ text, type: types[at] })))
  return texts.map((text) => {
    const type = typed.find((one) => one.text === text)?.type as HostTypeKey | undefined
    const settings = asIssued(text)
    const read = type ? parseHostId(type, text, use, settings) : parseHostIdText(text, use, settings)
    invariant(!isRefusal(read), `The host ID ${text} was accepted when its license was issued.`)
    return read.hostId
  })
}

/** Every rule that a producer may switch is off, and the name of a vendor-defined ID is known. */
function asIssued(text: string): HostIdSettings {
  return {
    ...defaultHostIdSettings,
    checksAddressRange: false,
    checksWildcardPosition: false,
    vendorDefinedNames: text.includes('=') ? [text.slice(0, text.indexOf('=')).toUpperCase()] : [],
    allowsIpv6: true,
  }
}

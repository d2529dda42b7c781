import { isRefusal, refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import type { HostRequest } from './activation-facts.ts'
import { readHosts } from './activation-hosts.ts'
import { differences } from './repair-license.ts'
import {
  attributesAnew,
  datesAnew,
  hostsFitRefusal,
  type AskedSettings,
  type HostsOfLicense,
  type LicenseSettings,
  type ReissueFacts,
} from './reissue-settings.ts'
import { liveRefusal, reissueRefusal } from './support-states.ts'

/** The license that takes the place of a wrong one. */
export interface CorrectionPlan {
  readonly refused: false
  readonly settings: LicenseSettings
  readonly hosts: HostsOfLicense
  readonly changes: readonly string[]
  readonly overridesHostTypes: boolean
}

/**
 * Decides how a license is made anew because of a mistake of the producer: products, attributes and dates as the
 * catalog and the line item have them today, for the whole count; hosts and everything that an activation asks may be
 * given, and stay otherwise.
 *
 * Precedence: state of the license, of its line item, hosts, attributes, their fit, dates. Nothing has to differ: the
 * mistake may be in the catalog. Source: back office 3.3; LIFE-01.
 */
export function planCorrection(
  facts: ReissueFacts,
  asked: AskedSettings & { readonly hosts?: HostRequest | undefined },
): CorrectionPlan | Refusal {
  const closed = liveRefusal(facts.license) ?? reissueRefusal(facts.lineItem)
  if (closed !== null) return closed
  const read = asked.hosts ? hostsGiven(facts, asked.hosts) : { hosts: facts.hosts, overridesTypes: false }
  if (isRefusal(read)) return read
  const attributes = attributesAnew(facts, asked.attributes)
  if (isRefusal(attributes)) return attributes
  const unfit = hostsFitRefusal(facts, attributes, read.hosts)
  if (unfit !== null) return unfit
  const dates = datesAnew(facts, asked)
  if (isRefusal(dates)) return dates
  const settings = { ...dates, attributes }
  const changes = [
    ...(textOf(read.hosts) === textOf(facts.hosts) ? [] : ['hosts']),
    ...differences(facts.settings, settings),
  ]
  return {
    refused: false,
    settings,
    hosts: read.hosts,
    changes,
    overridesHostTypes: read.overridesTypes,
  }
}

/** Hosts of a request for one license in the place of another one. */
export function hostsGiven(
  { model, mayOverridePolicies }: Pick<ReissueFacts, 'model' | 'mayOverridePolicies'>,
  asked: HostRequest,
): { readonly hosts: HostsOfLicense; readonly overridesTypes: boolean } | Refusal {
  const read = readHosts(model, [{ ...asked, copies: undefined }], mayOverridePolicies)
  if (isRefusal(read)) return read
  const [hosts, second] = read.licenses
  if (!hosts || second) return refuse('hosts-not-one', { hosts: read.licenses.length })
  return { hosts, overridesTypes: read.overridesTypes }
}

function textOf({ servers, nodeHosts }: HostsOfLicense): string {
  return [...(servers ?? []).map(({ hostId }) => hostId.text), ...nodeHosts.map(({ text }) => text)].join(' ')
}

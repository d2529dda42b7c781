import type { InputOf } from '@tallystick/api/client.ts'
import type { activateLineItems } from '@tallystick/fulfillments/operations/activate-line-items.contract.ts'
import {
  countOf,
  hostsOfItem,
  mayNameServer,
  type ActivationDraft,
  type DraftHost,
  type DraftHostId,
} from './draft.ts'
import type { ActivationForm, FormItem } from './form.ts'

/** What `activate-line-items` takes. */
export type ActivationInput = InputOf<typeof activateLineItems>

type ItemInput = ActivationInput['items'][number]
type HostsInput = ItemInput['hosts'][number]

/** The request that a draft stands for. Fields that were not asked are left out. */
export function requestOf(draft: ActivationDraft, form: ActivationForm): ActivationInput {
  return {
    items: form.items.map((item) => itemOf(draft, item)),
    shipToEmail: draft.shipToEmail,
    shipToAddress: draft.shipToAddress,
  }
}

function itemOf(draft: ActivationDraft, item: FormItem): ItemInput {
  const { asks } = item
  const attributes = givenAttributes(draft, item)
  return {
    lineItem: item.id,
    hosts: hostsOfItem(draft, item).map((host) => hostOf(draft, host, item)),
    ...(asks.startDate && draft.startDate ? { startDate: draft.startDate } : {}),
    ...(asks.versionDate === 'version-date' && draft.versionDate ? { versionDate: draft.versionDate } : {}),
    ...(asks.versionDate === 'version-start-date' && draft.versionStartDate
      ? { versionStartDate: draft.versionStartDate }
      : {}),
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
  }
}

function givenAttributes(draft: ActivationDraft, item: FormItem): Record<string, unknown> {
  const given: Record<string, unknown> = {}
  for (const { key } of item.asks.attributes) {
    const value = draft.attributes[key]
    if (value !== undefined && value !== null && value !== '') given[key] = value
  }
  return given
}

function hostOf(draft: ActivationDraft, host: DraftHost, item: FormItem): HostsInput {
  const { copies, overdraft } = countOf(draft, host, item)
  const isServed = item.asks.serverHost || mayNameServer(draft, item)
  return {
    ...(isServed && host.servers.length > 0 ? { servers: host.servers.map(serverOf) } : {}),
    ...(host.nodes.length > 0
      ? { nodeHosts: host.nodes.map(({ type, text }) => ({ type, value: text })) }
      : {}),
    ...(item.asks.count ? { copies } : {}),
    ...(item.asks.overdraft && overdraft ? { overdraft } : {}),
  }
}

function serverOf({ type, text, hostName, port }: DraftHostId) {
  return { type, value: text, ...(hostName ? { hostName } : {}), ...(port ? { port } : {}) }
}

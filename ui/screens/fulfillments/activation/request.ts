import type { InputOf } from '@tallystick/api/client.ts'
import type { activateLineItems } from '@tallystick/fulfillments/operations/activate-line-items.contract.ts'
import { countOf, mayNameServer, type ActivationDraft, type DraftHost, type DraftHostId } from './draft.ts'
import { hostsOfItem } from './totals.ts'
import { asksConsolidation, type ActivationForm, type FormItem } from './form.ts'
import { attributesOfHost, splitByAttributes } from './host-attributes.ts'
import { replacingOf, sharesOfPlace, usedPlaces, type Place } from './replacing.ts'

/** What `activate-line-items` takes. */
export type ActivationInput = InputOf<typeof activateLineItems>

type ItemInput = ActivationInput['items'][number]
type HostsInput = ItemInput['hosts'][number]

/** The request that a draft stands for. Fields that were not asked are left out. */
export function requestOf(draft: ActivationDraft, form: ActivationForm): ActivationInput {
  return {
    items: form.items.map((item) => itemOf(draft, item, form)),
    shipToEmail: draft.shipToEmail,
    shipToAddress: draft.shipToAddress,
    ...(form.items.length > 1
      ? { consolidate: asksConsolidation(form) && (draft.isConsolidated ?? true) }
      : {}),
  }
}

function itemOf(draft: ActivationDraft, item: FormItem, form: ActivationForm): ItemInput {
  const { asks } = item
  const attributes = givenAttributes(draft, item)
  return {
    lineItem: item.id,
    hosts:
      item.changeKind === null
        ? hostsOfItem(draft, item)
            .flatMap((host) => splitByAttributes(host, form))
            .map((host) => ({ ...hostOf(draft, host, item), ...attributesOfHost(draft, form, host) }))
        : usedPlaces(draft, item).map((place) => ({
            ...placeOf(draft, place, item),
            ...attributesOfHost(draft, form, hostOfPlace(place)),
          })),
    ...(asks.startDate && draft.startDate ? { startDate: draft.startDate } : {}),
    ...(asks.versionDate === 'version-date' && draft.versionDate ? { versionDate: draft.versionDate } : {}),
    ...(asks.versionDate === 'version-start-date' && draft.versionStartDate
      ? { versionStartDate: draft.versionStartDate }
      : {}),
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
  }
}

/** All hosts of a draft as far as they can have a license of a line item: for asking what is there. */
export function namedHosts(draft: ActivationDraft, item: FormItem) {
  const { serverHost, nodeHosts } = item.asks
  return draft.hosts
    .filter((host) => (!serverHost || host.servers.length > 0) && (!nodeHosts || host.nodes.length > 0))
    .map((host) => {
      const { copies: _copies, overdraft: _overdraft, ...named } = hostOf(draft, host, item)
      return named
    })
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

/** One license of a replacing line item: each machine by itself, with the copies that are replaced there. */
function placeOf(draft: ActivationDraft, place: Place, item: FormItem): HostsInput {
  const { copies: said } = replacingOf(draft, place, item)
  const { replaced } = sharesOfPlace(draft, place, item)
  const { copies, ...rest } = hostOf(draft, hostOfPlace(place), item)
  const replaces = Object.entries(said).flatMap(([lineItem, count]) =>
    replaced > 0 && count ? [{ lineItem, copies: count }] : [],
  )
  return {
    ...rest,
    ...(copies ? { copies } : {}),
    ...(replaces.length > 0 ? { replaces } : {}),
  }
}

function hostOfPlace(place: Place): DraftHost {
  return place.node === null ? place.host : { ...place.host, nodes: [place.node] }
}

function serverOf({ type, text, hostName, port }: DraftHostId) {
  return { type, value: text, ...(hostName ? { hostName } : {}), ...(port ? { port } : {}) }
}

import type { HostTypeKey } from '@tallystick/hosts/model.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import { copiesTakenBy } from '@tallystick/fulfillments/rules/counts.ts'
import { attributesOf, firstItem, type ActivationForm, type FormItem } from './form.ts'

/** The steps of an activation in their order. */
export const STEPS = ['settings', 'hosts', 'counts', 'review', 'licenses'] as const

/** One step. */
export type Step = (typeof STEPS)[number]

/** A host ID that has passed its rules, as the person gave it. */
export interface DraftHostId {
  readonly type: HostTypeKey
  /** Canonical spelling, as it will stand in the license. */
  readonly text: string
  /** For comparing only. */
  readonly normalized: string
  readonly hostName?: string
  readonly port?: number
}

/** One server (or three that stand in for each other) with the machines that are locked to it. */
export interface DraftHost {
  /** Name of this entry within the draft. */
  readonly key: string
  /** None, one or three. */
  readonly servers: readonly DraftHostId[]
  readonly nodes: readonly DraftHostId[]
}

/** What one host gets of one line item; null is an empty field. */
export interface DraftCount {
  readonly copies: number | null
  readonly overdraft: number | null
}

/** Everything that a person has said so far; kept in the browser until the licenses are made. */
export interface ActivationDraft {
  readonly step: Exclude<Step, 'licenses'>
  /** The farthest step that was reached: earlier ones can be gone to. */
  readonly reached: number
  readonly startDate: string
  readonly versionDate: string
  readonly versionStartDate: string
  readonly shipToEmail: string
  readonly shipToAddress: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly hosts: readonly DraftHost[]
  /** By host key, then by line item. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, DraftCount>>>>
  /** Idempotency key of the reviewed request; a change of anything makes a new one. */
  readonly key: string
}

/** The draft that a fresh wizard begins with: proposals of the license model and the line item. */
export function newDraft(form: ActivationForm, key: string): ActivationDraft {
  const attributes: Record<string, unknown> = {}
  for (const asked of attributesOf(form)) {
    if (asked.proposal !== null && asked.proposal !== undefined) attributes[asked.key] = asked.proposal
  }
  return {
    step: 'settings',
    reached: 0,
    startDate: '',
    versionDate: '',
    versionStartDate: '',
    shipToEmail: form.shipToEmail,
    shipToAddress: form.shipToAddress,
    attributes,
    hosts: [],
    counts: {},
    key,
  }
}

/** Whether a node-locked license may name a server too: for a shared dongle, or to log its use. */
export function mayNameServer(draft: ActivationDraft, item: FormItem): boolean {
  if (item.asks.serverOffered) return true
  return draft.attributes['flexidSharing'] === true || draft.attributes['useServer'] === true
}

/** Text by which people know a host: its server, its three servers, or its first machine. */
export function hostTitle(host: DraftHost): string {
  const ids = host.servers.length > 0 ? host.servers : host.nodes
  return ids.map((id) => id.text).join(', ')
}

/** What a host gets of a line item; empty until somebody says it. */
export function countOf(draft: ActivationDraft, host: DraftHost, item: FormItem): DraftCount {
  return draft.counts[host.key]?.[item.id] ?? { copies: null, overdraft: null }
}

/** Whether counts are asked per host; else every host takes one copy. */
export function asksCounts(form: ActivationForm): boolean {
  return firstItem(form).asks.count
}

/** Copies that one line item gives: by the same rule as the server. 0 while a count is missing or wrong. */
export function copiesOfItem(draft: ActivationDraft, item: FormItem): number {
  const hosts = draft.hosts.map((host) => ({
    nodeHosts: host.nodes.length,
    fulfillCount: countOf(draft, host, item).copies,
  }))
  const given = hosts.filter((host) => !item.asks.count || (host.fulfillCount ?? 0) > 0)
  const taken = copiesTakenBy(item.kind, given)
  return typeof taken === 'number' ? taken : 0
}

/** Overdraft that one line item grants on all hosts together. */
export function overdraftOfItem(draft: ActivationDraft, item: FormItem): number {
  return hostsOfItem(draft, item).reduce((sum, host) => sum + (countOf(draft, host, item).overdraft ?? 0), 0)
}

/** License files that one line item makes: one per server (set), or one per node-locked host. */
export function filesOfItem(draft: ActivationDraft, item: FormItem): number {
  if (licenseKindOf(item.kind).countsPer === 'node-host') {
    return draft.hosts.reduce((sum, host) => sum + host.nodes.length, 0)
  }
  return hostsOfItem(draft, item).length
}

/** The hosts that get something of a line item: a count of nothing leaves a host out. */
export function hostsOfItem(draft: ActivationDraft, item: FormItem): readonly DraftHost[] {
  return draft.hosts.filter((host) => !item.asks.count || (countOf(draft, host, item).copies ?? 0) > 0)
}

/** Sums over all line items: what the last button says. */
export function totalsOf(draft: ActivationDraft, form: ActivationForm): { files: number; copies: number } {
  const sum = (figure: (item: FormItem) => number) => form.items.reduce((all, item) => all + figure(item), 0)
  return { files: sum((item) => filesOfItem(draft, item)), copies: sum((item) => copiesOfItem(draft, item)) }
}

import type { HostTypeKey } from '@tallystick/hosts/model.ts'
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

/** What is done on a host with the one copy of an uncounted license. Source: seed 004 "Configuring Counts". */
export type ReplacingChoice = 'replace' | 'activate' | 'none'

/** What one license of a replacing line item takes from earlier ones; a null count is an empty field. */
export interface DraftReplacing {
  /** Null while nothing was chosen; counted licenses ask nothing. */
  readonly choice: ReplacingChoice | null
  /** By the line item whose licenses give the copies. */
  readonly copies: Readonly<Record<string, number | null>>
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
  /** What is taken from earlier licenses: by key of the host, then by line item. Missing in drafts of long ago. */
  readonly replacing?: Readonly<Record<string, Readonly<Record<string, DraftReplacing>>>>
  /** What a license technology asks of hosts, by host ID, then by name. */
  readonly hostAttributes?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Licenses of one host become one file; missing is yes. */
  readonly isConsolidated?: boolean
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
    replacing: {},
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

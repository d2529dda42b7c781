import type { HostId, HostTypeKey, HostUse } from '@tallystick/hosts/model.ts'
import { parseHostId } from '@tallystick/hosts/rules/host-id.ts'
import { hostTypeOf } from '@tallystick/hosts/rules/host-types.ts'
import { readServerSet } from '@tallystick/hosts/rules/triad.ts'
import { isRefusal, refuse } from '@tallystick/kernel/errors/refusal.ts'
import type { DraftHost, DraftHostId } from './draft.ts'
import { hostSettings, type ActivationForm } from './form.ts'
import { sentencesOf } from './say.ts'

/** What is to be added: a server, a set of three, or machines locked to a host of the draft. */
export interface AddHostRequest {
  readonly use: HostUse
  readonly isTriad: boolean
  /** The host that nodes go to; null begins one. */
  readonly hostKey: string | null
}

/** What the ways of adding share. A set is one server, three servers, or one machine. */
export interface AddHostProps {
  readonly form: ActivationForm
  /** Hosts of the draft among which nothing may be there twice. */
  readonly hosts: readonly DraftHost[]
  readonly request: AddHostRequest
  readonly onAdd: (sets: readonly (readonly DraftHostId[])[]) => void
}

/** What a person typed for one host ID. */
export interface TypedHost {
  readonly type: HostTypeKey
  readonly value: string
  readonly hostName: string
  readonly port: number | null
}

/** A host ID as read, or the sentence that says what is wrong with it. */
export type ReadTyped = { readonly hostId: DraftHostId } | { readonly problem: string }

/** Reads one host ID by the rules of the server. */
export function readTyped(typed: TypedHost, use: HostUse, form: ActivationForm): ReadTyped {
  const value = isValueless(typed.type) ? (hostTypeOf(typed.type)?.example ?? '') : typed.value
  const read = parseHostId(typed.type, value, use, hostSettings(form))
  if (isRefusal(read)) return { problem: sentencesOf(read) }
  return {
    hostId: {
      ...read.hostId,
      ...(typed.hostName.trim() ? { hostName: typed.hostName.trim() } : {}),
      ...(typed.port ? { port: typed.port } : {}),
    },
  }
}

/** Types that are complete without a value: ANY and DEMO. */
export function isValueless(type: HostTypeKey): boolean {
  return hostTypeOf(type)?.rule === 'none'
}

/** What keeps three servers from standing in for each other; null when they may. */
export function triadProblem(hostIds: readonly HostId[]): string | null {
  const read = readServerSet(hostIds)
  return isRefusal(read) ? sentencesOf(read) : null
}

/** Says that hosts are in the list already; null when they are new. */
export function repeatProblem(
  hosts: readonly DraftHost[],
  use: HostUse,
  added: readonly DraftHostId[],
): string | null {
  const key = (ids: readonly DraftHostId[]) =>
    ids
      .map((id) => id.normalized)
      .sort((a, b) => (a < b ? -1 : 1))
      .join(' ')
  const known = hosts.map((host) => key(use === 'server' ? host.servers : host.nodes))
  const isThere =
    use === 'server'
      ? known.includes(key(added))
      : hosts.some((host) =>
          added.some((one) => host.nodes.some((node) => node.normalized === one.normalized)),
        )
  return isThere
    ? sentencesOf(refuse('host-repeated', { value: added.map((id) => id.text).join(', ') }))
    : null
}

/** Words for the type of a host ID. */
export function typeLabel(type: HostTypeKey): string {
  return hostTypeOf(type)?.label ?? type
}

/** The next unused key of a host within a draft. */
export function nextHostKey(hosts: readonly DraftHost[]): string {
  const numbers = hosts.map((host) => Number(host.key.slice(1)))
  return `h${Math.max(0, ...numbers) + 1}`
}

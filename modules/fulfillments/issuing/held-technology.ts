import { CERTIFICATE, technologiesNamed, type LicenseTechnology } from '@tallystick/catalog/services.ts'
import type { LineItemFacts } from '@tallystick/entitlements/services.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { insertJob } from '@tallystick/kernel/jobs/store.ts'
import type { CommandContext, QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import type { HostRequest } from '../rules/activation-facts.ts'
import { hostAttributesRefusal, HELD_TOGETHER_MAX, type HostAttributes } from '../rules/held-licenses.ts'
import type { Fulfillment } from '../resources.ts'
import type { IssuedRecord } from './issue-license.ts'
import { hostAttributesOf } from './license-attributes.ts'

/** Hosts of a request, with what a technology of the producer wants to know of them. */
export type AttributedHosts = HostRequest & { readonly hostAttributes: HostAttributes }

/**
 * Whether each host of an activation says what the technology of its licenses asks, and nothing else; costs nothing
 * for certificates. All line items of an activation are of one technology.
 */
export async function attributesOfHostsRefusal(
  ctx: QueryContext,
  planned: readonly { readonly item: LineItemFacts; readonly hosts: readonly AttributedHosts[] }[],
): Promise<Refusal | null> {
  const name = planned[0]?.item.lineItem.technology ?? CERTIFICATE
  const asked = name === CERTIFICATE ? { name, hostAttributes: [] } : await technologyNamed(ctx, name)
  for (const { item, hosts } of planned) {
    for (const { hostAttributes } of hosts) {
      const wrong = hostAttributesRefusal(asked, hostAttributes)
      if (wrong) return refuse(wrong.code, { activationId: item.lineItem.activationId, ...wrong.data })
    }
  }
  return null
}

/** The technology behind the name that line items and licenses keep; it cannot be deleted while a model is of it. */
export async function technologyNamed(ctx: QueryContext, name: string): Promise<LicenseTechnology> {
  const [technology] = await technologiesNamed(ctx, [name])
  invariant(technology, 'A license technology stays as long as license models are of it.')
  return technology
}

/**
 * What is known of the host of a license that takes the place of another one: what a request says of it, else what was
 * known before. Null where nothing was said. Refused when the technology asks more or something else; costs nothing
 * where nothing was said.
 */
export async function hostAttributesGiven(
  ctx: QueryContext,
  { technology }: Pick<Fulfillment, 'technology'>,
  given: HostAttributes | undefined,
): Promise<{ readonly refused: false; readonly hostAttributes: HostAttributes | null } | Refusal> {
  if (given === undefined) return { refused: false, hostAttributes: null }
  const name = technology
  const asked = name === CERTIFICATE ? { name, hostAttributes: [] } : await technologyNamed(ctx, name)
  return hostAttributesRefusal(asked, given) ?? { refused: false, hostAttributes: given }
}

/**
 * The same for all licenses of a host that go to another one: by technology what a request says that it asks. What is
 * not said stays; refused is what none of them asks.
 */
export async function hostAttributesOfMany(
  ctx: QueryContext,
  licenses: readonly Pick<Fulfillment, 'technology'>[],
  given: HostAttributes = {},
): Promise<ReadonlyMap<string, HostAttributes> | Refusal> {
  const names = Object.keys(given)
  if (names.length === 0) return new Map()
  const all = await technologiesOf(ctx, licenses)
  const unknown = names.filter((name) => !all.some(({ hostAttributes }) => hostAttributes.includes(name)))
  if (unknown.length > 0) {
    return refuse('host-attributes-unknown', {
      technology: all.map(({ name }) => name).join(', ') || CERTIFICATE,
      unknown,
    })
  }
  return new Map(
    all.map(({ name, hostAttributes }) => [
      name,
      Object.fromEntries(Object.entries(given).filter(([one]) => hostAttributes.includes(one))),
    ]),
  )
}

/** A new license with what is known of its host. */
export function withHostAttributes(one: IssuedRecord, hostAttributes: HostAttributes): IssuedRecord {
  if (Object.keys(hostAttributes).length === 0) return one
  const attributes = { ...one.fulfillment.attributes, hostAttributes }
  return { ...one, fulfillment: { ...one.fulfillment, attributes } }
}

/** The same for a license of a request, from the host of the request that it is on. */
export function withAttributesOfHosts(one: IssuedRecord, hosts: readonly AttributedHosts[]): IssuedRecord {
  const { serverTexts, nodeTexts } = one.fulfillment
  const own = hosts.find(({ servers = [], nodeHosts = [] }) =>
    serverTexts.length > 0
      ? servers[0]?.hostId.text === serverTexts[0]
      : nodeHosts.some(({ text }) => text === nodeTexts[0]),
  )
  return own ? withHostAttributes(one, own.hostAttributes) : one
}

/** The hosts of a license that is there, as a request would name them. */
export function hostsAsAsked(held: {
  readonly record: Fulfillment
  readonly hosts: {
    readonly servers: HostRequest['servers'] | null
    readonly nodeHosts: HostRequest['nodeHosts']
  }
}): AttributedHosts {
  const { servers, nodeHosts } = held.hosts
  return { servers: servers ?? [], nodeHosts: nodeHosts ?? [], hostAttributes: hostAttributesOf(held.record) }
}

/** The names of the producer's own technologies among licenses, each once. */
export function ownTechnologies(licenses: readonly { readonly technology: string }[]): readonly string[] {
  return [...new Set(licenses.map(({ technology }) => technology))].filter((one) => one !== CERTIFICATE)
}

/** The producer's own technologies of licenses; costs nothing for certificates. */
export async function technologiesOf(
  ctx: QueryContext,
  licenses: readonly { readonly technology: string }[],
): Promise<readonly LicenseTechnology[]> {
  const names = ownTechnologies(licenses)
  return names.length === 0 ? [] : technologiesNamed(ctx, names)
}

/**
 * Queues the jobs that ask the generators, in the transaction that leaves licenses on hold: they exist exactly when the
 * licenses do. One for each technology, and for each 400 licenses. They run under the rights of the program, because
 * customers may not supply their own licenses. Technologies by hand wait for a person. Costs nothing for certificates.
 */
export async function askGenerators(
  ctx: CommandContext,
  issued: readonly IssuedRecord[],
  consolidate: boolean,
): Promise<void> {
  const waiting = issued.flatMap(({ fulfillment }) => (fulfillment.state === 'on-hold' ? [fulfillment] : []))
  if (waiting.length === 0 || ctx.isVerify) return
  for (const { name, generation } of await technologiesOf(ctx, waiting)) {
    if (generation !== 'http') continue
    const ids = waiting.flatMap(({ id, technology }) => (technology === name ? [id] : []))
    for (let from = 0; from < ids.length; from += HELD_TOGETHER_MAX) {
      const input = { fulfillments: ids.slice(from, from + HELD_TOGETHER_MAX), consolidate }
      await insertJob(ctx, 'generate-licenses', input, systemPrincipal(ctx.tenantId, 'license generator'))
    }
  }
}

import { CERTIFICATE, technologiesNamed, type LicenseTechnology } from '@tallystick/catalog/services.ts'
import type { LineItemFacts } from '@tallystick/entitlements/services.ts'
import { invariant } from '@tallystick/kernel/errors/problems.ts'
import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { insertJob } from '@tallystick/kernel/jobs/store.ts'
import type { CommandContext, QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import type { HostRequest } from '../rules/activation-facts.ts'
import { hostAttributesRefusal } from '../rules/held-licenses.ts'
import type { IssuedRecord } from './issue-license.ts'

/** Hosts of a request, with what a technology of the producer wants to know of them. */
export type AttributedHosts = HostRequest & { readonly hostAttributes: Readonly<Record<string, string>> }

/**
 * The technology of the producer whose licenses an activation makes; null for certificates, at no cost. Refused when a
 * host lacks what the technology asks. All line items of an activation are of one technology.
 */
export async function technologyOf(
  ctx: QueryContext,
  planned: readonly { readonly item: LineItemFacts; readonly hosts: readonly AttributedHosts[] }[],
): Promise<LicenseTechnology | null | Refusal> {
  const name = planned[0]?.item.lineItem.technology ?? CERTIFICATE
  const technology = name === CERTIFICATE ? null : await technologyNamed(ctx, name)
  for (const { item, hosts } of planned) {
    for (const { hostAttributes } of hosts) {
      const asked = technology ?? { name, hostAttributes: [] }
      const wrong = hostAttributesRefusal(asked, hostAttributes)
      if (wrong) return refuse(wrong.code, { activationId: item.lineItem.activationId, ...wrong.data })
    }
  }
  return technology
}

/** The technology behind the name that line items and licenses keep; it cannot be deleted while a model is of it. */
export async function technologyNamed(ctx: QueryContext, name: string): Promise<LicenseTechnology> {
  const [technology] = await technologiesNamed(ctx, [name])
  invariant(technology, 'A license technology stays as long as license models are of it.')
  return technology
}

/** A new license with what was said of its host. */
export function withHostAttributes(one: IssuedRecord, hosts: readonly AttributedHosts[]): IssuedRecord {
  const { serverTexts, nodeTexts } = one.fulfillment
  const own = hosts.find(({ servers = [], nodeHosts = [] }) =>
    serverTexts.length > 0
      ? servers[0]?.hostId.text === serverTexts[0]
      : nodeHosts.some(({ text }) => text === nodeTexts[0]),
  )
  if (!own || Object.keys(own.hostAttributes).length === 0) return one
  const attributes = { ...one.fulfillment.attributes, hostAttributes: own.hostAttributes }
  return { ...one, fulfillment: { ...one.fulfillment, attributes } }
}

/**
 * Queues the job that asks the generator, in the transaction that takes the copies: it exists exactly when they are
 * taken. It runs under the rights of the program, because customers may not supply their own licenses. Technologies by
 * hand wait for a person.
 */
export async function askGenerator(
  ctx: CommandContext,
  technology: LicenseTechnology,
  issued: readonly IssuedRecord[],
): Promise<void> {
  if (technology.generation !== 'http' || ctx.isVerify) return
  const input = { fulfillments: issued.map(({ fulfillment }) => fulfillment.id) }
  await insertJob(ctx, 'generate-licenses', input, systemPrincipal(ctx.tenantId, 'license generator'))
}

import type { LineItemFacts } from '@tallystick/entitlements/services.ts'
import { namedHost } from '@tallystick/hosts/services.ts'
import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { implement, type CommandContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { lockLicenses, policyFactsOf, type HeldLicense } from '../issuing/held-licenses.ts'
import { isReleased, RELEASED_MAX, releaseLimitOf, viewReleased } from '../issuing/release-limit.ts'
import { carryOut } from '../issuing/support-outcome.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { releaseFigures, releaseRefusal } from '../rules/host-release.ts'
import { givesCopiesBack, opensWords, policyFigures, supportLimitOf } from '../rules/support-policy.ts'
import { supportUses } from '../store/held-licenses.ts'
import { activeLicensesOn, lockReleases, noteRelease } from '../store/host-releases.ts'
import { releaseHost } from './release-host.contract.ts'

/** Releases hosts. Nothing is issued; the ring serves the lock that is shared with acts that issue. */
export function releaseHostWith(ring: KeyRing): Operation {
  return implement(releaseHost, async (ctx, { host: reference, reason }) => {
    const host = await namedHost(ctx, reference)
    const uses = await lockReleases(ctx, host.accountId)
    const limit = await releaseLimitOf(ctx)
    const closed = releaseRefusal(limit, uses, ctx.now)
    const mayOverride = ctx.may('policies.override')
    if (closed && !mayOverride) return ctx.refuse(closed)
    const ids = (await activeLicensesOn(ctx, host.id, RELEASED_MAX + 1))
      .filter(isReleased)
      .map(({ id }) => id)
    if (ids.length === 0) return ctx.refuse(refuse('host-without-licenses', { host: host.label }))
    if (ids.length > RELEASED_MAX) {
      return ctx.refuse(refuse('host-release-too-many', { host: host.label, maximum: RELEASED_MAX }))
    }
    const { licenses } = await lockLicenses(ctx, ids, ring)
    const held = licenses.filter(({ record }) => record.state === 'active')
    if (held.length === 0) return ctx.refuse(refuse('host-without-licenses', { host: host.label }))
    const overReturns = await returnsRefusal(ctx, held)
    if (overReturns && !mayOverride) return ctx.refuse(overReturns)

    await noteRelease(ctx, host.accountId)
    const outcome = await carryOut(ctx, {
      event: 'host.released',
      ended: held.map((one) => {
        const { copies, overdraft } = one.record
        const isKept = !givesBack(one.item)
        return {
          held: one,
          as: 'return',
          ...(isKept ? { copiesKept: copies, overdraftKept: overdraft } : {}),
        }
      }),
      issued: [],
      copies: held.filter(({ item }) => givesBack(item)).map(copiesBack),
      copiesReturned: sumOf(held, 'copies'),
      overdraftReturned: sumOf(held, 'overdraft'),
      policiesOverridden: [...(closed ? ['host-releases'] : []), ...(overReturns ? ['returns'] : [])],
      details: { host: host.label, ...(reason ? { reason } : {}) },
      about: [
        { kind: 'host', id: host.id, label: host.label },
        { kind: 'account', id: host.accountId, label: held[0]?.record.soldTo ?? '' },
      ],
      payload: {
        hostLabel: host.label,
        accountId: host.accountId,
        by: ctx.principal.actorName,
        reason,
        licenses: held.map(({ record }) => ({
          fulfillmentCode: record.fulfillmentCode,
          products: record.products,
          copies: record.copies,
        })),
      },
    })
    const after = releaseFigures(limit, [ctx.now, ...uses], ctx.now)
    return {
      ...outcome,
      host: { id: host.id, label: host.label, use: host.use },
      released: held.map(({ record, item }) =>
        viewReleased({ ...record, hosts: [...record.servers, ...record.nodeHosts] }, item, host.label),
      ),
      left: after.left,
      opensAt: after.opensAt?.toString() ?? null,
    }
  })
}

function givesBack(item: LineItemFacts): boolean {
  return givesCopiesBack(policyFactsOf(item))
}

function copiesBack({ record }: HeldLicense) {
  const { lineItemId, copies, overdraft } = record
  return { lineItemId, taken: -copies, moved: 0, brought: 0, overdraft: -overdraft }
}

function sumOf(held: readonly HeldLicense[], what: 'copies' | 'overdraft'): number {
  return held.reduce((sum, { record, item }) => sum + (givesBack(item) ? record[what] : 0), 0)
}

/** A release is as many returns as it ends licenses: the policy of each line item has to have them left. */
async function returnsRefusal(ctx: CommandContext, held: readonly HeldLicense[]): Promise<Refusal | null> {
  const items = new Map(held.map(({ item }) => [item.lineItem.id, item]))
  for (const [id, item] of items) {
    const limit = supportLimitOf(policyFactsOf(item), 'returns')
    if (!limit) continue
    const uses = await supportUses(ctx, id, 'return', limit.count)
    const { left, opensAt, ...figures } = policyFigures(limit, uses, ctx.now)
    const needed = held.filter((one) => one.record.lineItemId === id).length
    if (left < needed) {
      return refuse('host-release-returns', {
        activationId: item.lineItem.activationId,
        needed,
        left,
        ...figures,
        opensAt: opensAt?.toString() ?? null,
        opens: opensWords(opensAt),
      })
    }
  }
  return null
}

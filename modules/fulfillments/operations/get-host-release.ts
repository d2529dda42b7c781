import { lineItemFacts } from '@tallystick/entitlements/services.ts'
import { namedHost } from '@tallystick/hosts/services.ts'
import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { implementQuery, type QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { inScope } from '@tallystick/kernel/operation/scope.ts'
import sql from 'sql-template-tag'
import { isReleased, RELEASED_MAX, releaseLimitOf, viewReleased } from '../issuing/release-limit.ts'
import { releaseFigures, releaseRefusal } from '../rules/host-release.ts'
import { activeLicensesOn, releasesOf } from '../store/host-releases.ts'
import { commandState } from '../view.ts'
import { getHostRelease } from './release-host.contract.ts'

export default implementQuery(getHostRelease, async (ctx, { host: reference }) => {
  const host = await namedHost(ctx, reference)
  const limit = await releaseLimitOf(ctx)
  const uses = await releasesOf(ctx, host.accountId)
  const found = (await activeLicensesOn(ctx, host.id, RELEASED_MAX + 1)).filter(isReleased)
  const licenses = found.slice(0, RELEASED_MAX)
  const items = await lineItemFacts(ctx, [...new Set(licenses.map(({ lineItemId }) => lineItemId))])
  const closed = releaseRefusal(limit, uses, ctx.now)
  const isOverride = closed !== null && ctx.may('policies.override')
  const missing = licenses.length === 0 ? refuse('host-without-licenses', { host: host.label }) : null
  const figures = releaseFigures(limit, uses, ctx.now)
  return {
    host: { id: host.id, label: host.label, use: host.use },
    command: (await mayRelease(ctx, host.accountId))
      ? commandState(missing ?? (isOverride ? null : closed))
      : null,
    limit: limit.count,
    days: limit.days,
    coolDownDays: limit.coolDownDays,
    uses: figures.uses,
    left: figures.left,
    opensAt: figures.opensAt?.toString() ?? null,
    isOverride,
    licenses: licenses.map((license) =>
      viewReleased(
        license,
        items.find(({ lineItem }) => lineItem.id === license.lineItemId),
        host.label,
      ),
    ),
    isComplete: found.length <= RELEASED_MAX,
  }
})

/** Hosts of accounts below the own one need the child permission. */
async function mayRelease(ctx: QueryContext, accountId: string): Promise<boolean> {
  if (!ctx.may('licenses.return')) return false
  if (ctx.scope.all || ctx.may('child-licenses.return')) return true
  const own = await ctx.tx.one<{ isOwn: boolean }>(
    sql`SELECT ${inScope(ctx.principal.ownScope, sql`${accountId}::uuid`)} AS "isOwn"`,
  )
  return own.isOwn
}

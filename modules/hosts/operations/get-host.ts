import { fillText } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { inScope } from '@tallystick/kernel/operation/scope.ts'
import sql from 'sql-template-tag'
import { hostMoveRefusals } from '../refusals.ts'
import { licensesOf, SeenHosts } from '../resources.ts'
import { hostMoveRefusal } from '../rules/host-licenses.ts'
import { getHost } from './get-host.contract.ts'

/** What may be done with the licenses of a host: operation, its permission, and that for accounts below the own. */
const MOVES = [
  ['transfer-licenses', 'licenses.transfer', 'child-licenses.rehost'],
  ['transfer-hosts', 'hosts.transfer', 'child-line-items.transfer'],
] as const

export default implementQuery(getHost, async (ctx, input) => {
  const { types, texts, ...host } = await find(ctx, SeenHosts, input.host)
  const hostId = sql`${host.id}::uuid`
  const { hidden, isOurs, isOwn, ...counts } = await ctx.tx.one<{
    activeLicenses: number
    copies: number
    endedLicenses: number
    hidden: number
    isOurs: boolean
    isOwn: boolean
  }>(sql`SELECT (count(*) FILTER (WHERE l.state = 'active'))::integer AS "activeLicenses",
      coalesce(sum(l.copies_taken) FILTER (WHERE l.state = 'active'), 0)::integer AS copies,
      (count(*) FILTER (WHERE l.state = 'obsolete'))::integer AS "endedLicenses",
      (SELECT count(*)::integer ${licensesOf(null, sql`${ctx.tenantId}`, hostId)} AND l.state = 'active')
        - (count(*) FILTER (WHERE l.state = 'active'))::integer AS hidden,
      ${inScope(ctx.scope, sql`${host.accountId}::uuid`)} AS "isOurs",
      ${inScope(ctx.principal.ownScope, sql`${host.accountId}::uuid`)} AS "isOwn"
    ${licensesOf(ctx, sql`${ctx.tenantId}`, hostId)}`)
  const refusal = hostMoveRefusal({ label: host.label, active: counts.activeLicenses, hidden })
  const text = refusal && hostMoveRefusals[refusal.code]
  const state = refusal
    ? { allowed: false, code: refusal.code, reason: text ? fillText(text.say, refusal.data) : '' }
    : { allowed: true }
  const allowed = MOVES.filter(
    ([, permission, childPermission]) => isOurs && ctx.may(permission) && (isOwn || ctx.may(childPermission)),
  )
  return {
    ...host,
    types: [...types],
    texts: [...texts],
    ...counts,
    isOurs,
    commands: Object.fromEntries(allowed.map(([name]) => [name, state])),
  }
})

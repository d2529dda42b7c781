import { accountResource } from '@tallystick/accounts/services.ts'
import { isRefusal, type Refusal } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implement, type CommandContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import type { z } from 'zod'
import { cannotGo, rehostFactsOf } from '../issuing/going-along.ts'
import { asUsed, planGrid, readColumns, type GridColumn } from '../issuing/grid-columns.ts'
import {
  lockLicensesOf,
  reissue,
  shipToRefusal,
  type HeldLicense,
  type HeldLicenses,
} from '../issuing/held-licenses.ts'
import type { IssuedRecord, IssueFacts } from '../issuing/issue-license.ts'
import { heldToPolicies } from '../issuing/policies-of-many.ts'
import { reissueFactsOf } from '../issuing/reissue-facts.ts'
import { carryOut } from '../issuing/support-outcome.ts'
import type { KeyRing } from '../keys/signing-keys.ts'
import { redistributionTechnologyRefusal, type GridChange } from '../rules/redistribute-licenses.ts'
import { planRehost } from '../rules/rehost-license.ts'
import { changedAttributes } from '../rules/reissue-settings.ts'
import { lockCountedLicenses } from '../store/licenses-of-host.ts'
import { redistributeLicenses } from './redistribute-licenses.contract.ts'

type Wish = z.output<typeof redistributeLicenses.input>

/** Counts copies out over hosts anew; the new licenses are signed with the active key of the ring. */
export function redistributeLicensesWith(ring: KeyRing): Operation {
  return implement(redistributeLicenses, async (ctx, input) => {
    const wrong = shipToRefusal(input)
    if (wrong) return ctx.refuse(wrong)
    const account = await find(ctx, accountResource, input.account)
    const named = await readColumns(ctx, account.id, input.hosts)
    if (isRefusal(named)) return ctx.refuse(named)
    const references = input.rows.map(({ lineItem }) => lineItem)
    const held = await lockLicensesOf(ctx, references, ring, (ids) =>
      lockCountedLicenses(ctx, account.id, ids),
    )
    const licenses = held?.licenses ?? []
    const apart = redistributionTechnologyRefusal((held?.items ?? []).map(({ lineItem }) => lineItem))
    if (apart) return ctx.refuse(apart)
    const columns = asUsed(named, licenses)
    const plan = planGrid(input.rows, held, columns)
    if (isRefusal(plan)) return ctx.refuse(plan)
    const touched = licenses.filter(({ record }) => plan.changes.some(({ id }) => id === record.id))
    const issued: IssuedRecord[] = []
    const overridden: string[] = []
    for (const one of touched) {
      const change = plan.changes.find(({ id }) => id === one.record.id) as GridChange
      const moved = move(ctx, {
        held: one,
        change,
        columns,
        issue: (held as HeldLicenses).issue,
        wish: input,
      })
      if (isRefusal(moved)) return ctx.refuse(cannotGo(one.record.fulfillmentCode, moved))
      issued.push(...moved.issued)
      overridden.push(...moved.overridden)
    }
    const policy = await heldToPolicies(ctx, touched, 'rehosts')
    if (isRefusal(policy)) return ctx.refuse(cannotGo(String(policy.data['fulfillment']), policy))
    return carryOut(ctx, {
      event: 'license.redistributed',
      ended: touched.map((one) => ({ held: one, as: 'rehost' })),
      issued,
      copies: [],
      policiesOverridden: [...policy.overridden, ...overridden],
      about: [{ kind: 'account', id: account.id, label: account.code }],
      shipToEmail: input.shipToEmail,
      language: input.language,
    })
  })
}

interface Move {
  readonly held: HeldLicense
  readonly change: GridChange
  readonly columns: readonly GridColumn[]
  readonly issue: IssueFacts
  readonly wish: Wish
}

/** The licenses that take the place of one. What stays on its host goes on with its chain, else the first part does. */
function move(
  ctx: CommandContext,
  { held, change, columns, issue, wish }: Move,
): { readonly issued: readonly IssuedRecord[]; readonly overridden: readonly string[] } | Refusal {
  const attributes = changedAttributes(reissueFactsOf(ctx, held), wish.attributes)
  if (isRefusal(attributes)) return attributes
  const facts = { ...rehostFactsOf(ctx, held), attributes }
  const place = (isHead: boolean) =>
    ({ supportAction: 'master', takesCopies: true, chainId: isHead ? held.record.chainId : null }) as const
  const issued: IssuedRecord[] = []
  const overridden: string[] = []
  for (const [at, part] of change.parts.entries()) {
    const { servers = [] } = columns[part.column] ?? {}
    const { copies, overdraft } = part
    const plan = planRehost(facts, { copies, hosts: { servers, nodeHosts: held.hosts.nodeHosts } })
    if (isRefusal(plan)) return plan
    overridden.push(...plan.policiesOverridden)
    const isHead = change.rest === null && at === 0
    const wished = { hosts: plan.hosts, copies, overdraft, attributes, place: place(isHead) }
    const one = reissue(held, wished, issue, wish)
    if (isRefusal(one)) return one
    issued.push(one)
  }
  const rest = change.rest && reissue(held, { ...change.rest, attributes, place: place(true) }, issue, wish)
  if (isRefusal(rest)) return rest
  return { issued: rest ? [...issued, rest] : issued, overridden }
}

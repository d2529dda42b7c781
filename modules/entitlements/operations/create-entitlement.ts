import { refuse } from '@tallystick/kernel/errors/refusal.ts'
import { randomGroups } from '@tallystick/kernel/ids-time/crockford.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { brief, implement } from '@tallystick/kernel/operation/implement.ts'
import { checkedAttributes } from '@tallystick/settings/services.ts'
import { entitlementSubject, lineItemSubject } from '../change-states.ts'
import { viewEntitlement } from '../entitlement-view.ts'
import { requireChangePermissions } from '../prepare-changes.ts'
import { prepareLineItems } from '../prepare-line-items.ts'
import { prepareParties } from '../prepare-parties.ts'
import { deployEntitlementRefusal } from '../rules/deployment.ts'
import { idRefusal } from '../rules/ids.ts'
import { entitlementStateRefusal, stateOfNewLineItem } from '../rules/lifecycle.ts'
import { Entitlements, insertEntitlement, takenEntitlementId } from '../store/entitlements.ts'
import { createEntitlement } from './create-entitlement.contract.ts'

export default implement(createEntitlement, async (ctx, input) => {
  const code = input.entitlementId ?? `ENT-${randomGroups(4)}`
  const own = input.isTest ? 'test' : 'draft'
  if (input.bulkChangeKind && input.kind !== 'bulk') ctx.refuse(refuse('bulk-change-not-asked'))
  if (input.isTest && input.autoDeploy) {
    ctx.refuse(entitlementStateRefusal({ code, state: 'test', mayBecomeObsolete: false }))
  }
  const badId = idRefusal('entitlement-id', code)
  if (badId) ctx.refuse(badId)
  if (input.entitlementId && (await takenEntitlementId(ctx, code))) {
    ctx.refuse(refuse('entitlement-id-taken', { id: code }))
  }

  const kind = input.kind ?? 'regular'
  const parties = await prepareParties(ctx, kind, { parties: input.parties ?? [], soldTo: input.soldTo })
  const entitlement = { id: newId(), code }
  requireChangePermissions(ctx, input.lineItems ?? [])
  const planned = await prepareLineItems(ctx, input.lineItems ?? [], {
    entitlement,
    state: stateOfNewLineItem(own),
    soldToAccountId: parties.soldToAccountId,
    soldToLabel: parties.soldToLabel,
    kind,
    isDeployedAtOnce: input.autoDeploy === true,
    maintenance: [],
  })
  const state = input.autoDeploy ? 'deployed' : own
  if (input.autoDeploy) {
    const facts = planned.map(({ activationId, plan, state: now }) => ({
      activationId,
      kind: plan.kind,
      state: now,
    }))
    const refusal = deployEntitlementRefusal(code, facts, [])
    if (refusal) ctx.refuse(refusal)
  }
  const lineItems = input.autoDeploy
    ? planned.map((one) => ({ ...one, state: 'deployed' as const }))
    : planned

  const fields = {
    description: input.description ?? '',
    shipToEmail: input.shipToEmail ?? '',
    shipToAddress: input.shipToAddress ?? '',
    allowsPortalSignIn: input.allowsPortalSignIn ?? true,
    customAttributes: await checkedAttributes(ctx, 'entitlement', input.customAttributes, null),
  }
  const { bulkChangeKind = null } = input
  await insertEntitlement(ctx, { ...entitlement, kind, state, ...fields, parties, bulkChangeKind }, lineItems)
  ctx.audit({
    subjects: [entitlementSubject(entitlement), ...lineItems.map(lineItemSubject), ...parties.subjects],
    after: { entitlementId: code, kind, state, soldTo: parties.soldToLabel, ...fields },
    details: { lineItems: lineItems.length },
  })
  const payload = { entitlementId: entitlement.id, code, state, soldToAccountId: parties.soldToAccountId }
  ctx.emit('entitlement.created', entitlementSubject(entitlement), payload)
  if (input.autoDeploy) {
    ctx.emit('entitlement.deployed', entitlementSubject(entitlement), { entitlementId: entitlement.id, code })
  }
  if (ctx.isBrief) return brief(entitlement.id)
  return viewEntitlement(ctx, await find(ctx, Entitlements, entitlement.id))
})

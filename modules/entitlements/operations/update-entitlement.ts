import { changedMeanwhile, refuse } from '@tallystick/kernel/errors/refusal.ts'
import { find, findLocked } from '@tallystick/kernel/operation/find.ts'
import { brief, implement, type CommandContext } from '@tallystick/kernel/operation/implement.ts'
import type { z } from 'zod'
import { checkedAttributes } from '@tallystick/settings/services.ts'
import { entitlementSubject } from '../change-states.ts'
import { entitlementFacts } from '../commands-view.ts'
import { viewEntitlement } from '../entitlement-view.ts'
import { prepareParties } from '../prepare-parties.ts'
import { changedFields, entitlementFieldsAlways, fixedFieldsRefusal, pick } from '../rules/edits.ts'
import { idRefusal } from '../rules/ids.ts'
import { entitlementEditRefusal } from '../rules/lifecycle.ts'
import type { PlannedParties, PlannedParty } from '../rules/parties.ts'
import { Entitlements, takenEntitlementId, updateEntitlement as write } from '../store/entitlements.ts'
import type { EntitlementRecord } from '../store/records.ts'
import { updateEntitlement } from './update-entitlement.contract.ts'

type Edit = z.output<typeof updateEntitlement.input>

export default implement(updateEntitlement, async (ctx, input) => {
  const entitlement = await findLocked(ctx, Entitlements, input.id)
  const stale = changedMeanwhile({ ...entitlement, label: entitlement.code }, input.rowVersion)
  if (stale) ctx.refuse(stale)
  const closed = entitlementEditRefusal(await entitlementFacts(ctx, entitlement))
  if (closed) ctx.refuse(closed)
  await refuseBadId(ctx, entitlement, input.entitlementId)

  const parties = await partiesAfter(ctx, entitlement, input)
  const after = {
    ...entitlement,
    code: input.entitlementId ?? entitlement.code,
    description: input.description ?? entitlement.description,
    shipToEmail: input.shipToEmail ?? entitlement.shipToEmail,
    shipToAddress: input.shipToAddress ?? entitlement.shipToAddress,
    allowsPortalSignIn: input.allowsPortalSignIn ?? entitlement.allowsPortalSignIn,
    customAttributes: await checkedAttributes(
      ctx,
      'entitlement',
      input.customAttributes,
      entitlement.customAttributes,
    ),
  }
  const before = comparable(entitlement, entitlement.parties)
  const wanted = comparable(after, parties.parties)
  const changed = changedFields(before, wanted)
  if (changed.length === 0) return viewEntitlement(ctx, entitlement)
  const fixed = fixedFieldsRefusal(entitlement.state, changed, entitlementFieldsAlways)
  if (fixed) ctx.refuse(fixed)

  await write(ctx, { ...after, parties })
  ctx.audit({
    subjects: [entitlementSubject(after)],
    before: pick(before, changed),
    after: pick(wanted, changed),
  })
  if (ctx.isBrief) return brief(entitlement.id)
  return viewEntitlement(ctx, await find(ctx, Entitlements, entitlement.id))
})

async function refuseBadId(ctx: CommandContext, entitlement: EntitlementRecord, id: string | undefined) {
  if (id === undefined || id === entitlement.code) return
  const refusal = idRefusal('entitlement-id', id)
  if (refusal) ctx.refuse(refusal)
  const isOnlyCase = id.toLowerCase() === entitlement.code.toLowerCase()
  if (!isOnlyCase && (await takenEntitlementId(ctx, id))) ctx.refuse(refuse('entitlement-id-taken', { id }))
}

/** The parties that were asked for, or those that are there. */
async function partiesAfter(
  ctx: CommandContext,
  entitlement: EntitlementRecord,
  input: Edit,
): Promise<PlannedParties> {
  const { parties, soldToAccountId, soldToLabel, kind } = entitlement
  if (input.parties === undefined && !input.soldTo) return { parties, soldToAccountId, soldToLabel }
  const kept = new Set(parties.map(({ accountId }) => accountId))
  return prepareParties(ctx, kind, { parties: input.parties ?? [], soldTo: input.soldTo }, kept)
}

/** Fields by the names that a person knows. Accounts and their contacts change under different rules. */
function comparable(
  entitlement: Pick<
    EntitlementRecord,
    'code' | 'description' | 'shipToEmail' | 'shipToAddress' | 'allowsPortalSignIn' | 'customAttributes'
  >,
  parties: readonly PlannedParty[],
): Readonly<Record<string, unknown>> {
  const byTier = (value: (party: PlannedParty) => unknown) =>
    Object.fromEntries(parties.map((party) => [party.tier, value(party)]))
  return {
    entitlementId: entitlement.code,
    description: entitlement.description,
    shipToEmail: entitlement.shipToEmail,
    shipToAddress: entitlement.shipToAddress,
    allowsPortalSignIn: entitlement.allowsPortalSignIn,
    customAttributes: entitlement.customAttributes,
    accounts: byTier(({ accountId, isOwner }) => ({ accountId, isOwner })),
    contacts: byTier(({ contactUserId }) => contactUserId),
  }
}

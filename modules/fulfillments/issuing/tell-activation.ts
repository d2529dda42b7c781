import type { AuditSubject, CommandContext } from '@tallystick/kernel/operation/implement.ts'
import type { NewConsolidatedLicense } from '../store/consolidated-licenses.ts'
import type { IssuedActivation, PlannedItem } from './activation.ts'

/** Everything that an activation did. */
export interface DoneActivation extends IssuedActivation {
  readonly planned: readonly PlannedItem[]
  readonly consolidated: readonly NewConsolidatedLicense[]
}

/** One audit entry about all line items, licenses and entitlements concerned, and one event. */
export function tellActivation(
  ctx: CommandContext,
  input: { readonly shipToEmail: string; readonly language?: string | undefined },
  { planned, issued, rests, ended, consolidated }: DoneActivation,
): void {
  const subjects = new Map<string, AuditSubject>()
  const add = (kind: string, id: string, label: string) => subjects.set(`${kind} ${id}`, { kind, id, label })
  const fulfillments = [...issued, ...rests].map(({ fulfillment }) => fulfillment)
  for (const { item } of planned) add('line-item', item.lineItem.id, item.lineItem.activationId)
  for (const { id, fulfillmentCode } of fulfillments) add('fulfillment', id, fulfillmentCode)
  for (const { item } of planned) add('entitlement', item.entitlement.id, item.entitlement.code)
  for (const { held } of ended) {
    const { record } = held
    add('fulfillment', record.id, record.fulfillmentCode)
    add('line-item', record.lineItemId, record.activationId)
    add('entitlement', record.entitlementId, record.entitlementCode)
  }
  for (const { id, consolidatedCode } of consolidated) add('consolidated-license', id, consolidatedCode)
  const overridden = [...new Set(planned.flatMap(({ plan }) => plan.policiesOverridden))]
  const [first] = subjects.values()
  ctx.audit({
    subjects: [...subjects.values()],
    details: {
      copies: planned.map(({ plan }) => plan.copiesTaken),
      overdraft: planned.map(({ plan }) => plan.overdraftTaken),
      ...(consolidated.length > 0
        ? { consolidated: consolidated.map(({ consolidatedCode }) => consolidatedCode) }
        : {}),
      ...(ended.length > 0 ? { replaced: ended.map(replacedInWords) } : {}),
      ...(overridden.length > 0 ? { policiesOverridden: overridden } : {}),
    },
  })
  ctx.emit('license.activated', first ?? { kind: 'line-item', id: '' }, {
    fulfillmentIds: fulfillments.map(({ id }) => id),
    lineItemIds: planned.map(({ item }) => item.lineItem.id),
    ...(consolidated.length > 0 ? { consolidatedIds: consolidated.map(({ id }) => id) } : {}),
    ...(ended.length > 0 ? { endedIds: ended.map(({ held }) => held.record.id) } : {}),
    shipToEmail: input.shipToEmail,
    language: input.language ?? ctx.principal.locale,
  })
}

function replacedInWords({ held, as, copiesDrawn }: IssuedActivation['ended'][number]) {
  const { fulfillmentCode, copies } = held.record
  return { license: fulfillmentCode, became: as, copies: copiesDrawn, left: copies - copiesDrawn }
}

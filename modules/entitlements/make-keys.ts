import { randomText } from '@tallystick/kernel/ids-time/crockford.ts'
import type { CommandContext, QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { webRegisterKeyFormat } from '@tallystick/settings/definitions.ts'
import { settingOf } from '@tallystick/settings/services.ts'
import { lineItemSubject } from './change-states.ts'
import { keyOfFormat, moreKeysRefusal, type BulkLineItem } from './rules/web-register-keys.ts'
import { countKeys, insertKeys, type BulkLineItemRecord } from './store/web-register-keys.ts'

/** What the rules of keys ask of a bulk line item. */
export function bulkFacts(found: BulkLineItemRecord): BulkLineItem {
  const { record, entitlementKind, entitlementState, bulkChangeKind } = found
  return {
    ...record,
    entitlement: {
      code: record.entitlementCode,
      kind: entitlementKind,
      state: entitlementState,
      bulkChangeKind,
    },
  }
}

/** Refuses more keys than the line item has copies; its lock is held where they are written. */
export async function refuseTooMany(
  ctx: QueryContext,
  found: BulkLineItemRecord,
  count: number,
): Promise<void> {
  const { available, redeemed } = await countKeys(ctx, found.record.id)
  const refusal = moreKeysRefusal(bulkFacts(found), available + redeemed, count)
  if (refusal) ctx.refuse(refusal)
}

/** Random keys of the form that the setting says, all different. */
export async function randomKeys(ctx: QueryContext, count: number): Promise<readonly string[]> {
  const format = await settingOf(ctx, webRegisterKeyFormat)
  const signs = format.split('*').length - 1
  const keys = new Set<string>()
  while (keys.size < count) keys.add(keyOfFormat(format, randomText(signs)))
  return [...keys]
}

/** Writes keys with their audit note, and answers them with the figures of the line item. */
export async function writeKeys(
  ctx: CommandContext,
  { record }: BulkLineItemRecord,
  keys: readonly string[],
) {
  await insertKeys(ctx, record, keys)
  ctx.audit({
    subjects: [
      lineItemSubject(record),
      { kind: 'entitlement', id: record.entitlementId, label: record.entitlementCode },
    ],
    details: { keys: keys.length },
  })
  const counts = await countKeys(ctx, record.id)
  return {
    lineItemId: record.id,
    activationId: record.activationId,
    keys: [...keys],
    ...counts,
    total: record.copiesTotal,
  }
}

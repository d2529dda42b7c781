import { fillText } from '@tallystick/kernel/errors/refusal.ts'
import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { bulkFacts } from '../make-keys.ts'
import { entitlementsRefusals } from '../refusals.ts'
import { termText } from '../rules/terms.ts'
import { redeemRefusal } from '../rules/web-register-keys.ts'
import { HeldKeys, lineItemOfKey, redeemedLineItem } from '../store/web-register-keys.ts'
import { getWebRegisterKey } from './web-register-keys.contract.ts'

export default implementQuery(getWebRegisterKey, async (ctx, input) => {
  const key = await find(ctx, HeldKeys, input.key)
  const bulk = await lineItemOfKey(ctx, key)
  const { record, bulkChangeKind } = bulk
  // What it would change is asked for next; here it counts as given.
  const refusal = redeemRefusal(key, bulkFacts(bulk), bulkChangeKind === null ? null : 'given', ctx.now)
  return {
    key: key.code,
    state: key.state,
    products: record.productsLabel,
    licenseModel: record.licenseModelLabel,
    expiration: termText(record.term, record.endsOn),
    changeKind: bulkChangeKind,
    code: refusal?.code ?? null,
    reason: refusal ? fillText(entitlementsRefusals[refusal.code]?.say ?? refusal.code, refusal.data) : null,
    redeemedLineItemId: await redeemedLineItem(ctx, key),
  }
})

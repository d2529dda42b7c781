import { find } from '@tallystick/kernel/operation/find.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { Fulfillments } from '../resources.ts'
import { lineageOf, sourcesInto } from '../store/lineage.ts'
import { getLicenseChain } from './get-license-chain.contract.ts'

/** Records that are shown at most. */
const SHOWN_MAX = 500

export default implementQuery(getLicenseChain, async (ctx, input) => {
  const license = await find(ctx, Fulfillments, input.fulfillment)
  const records = await lineageOf(ctx, license.id, SHOWN_MAX + 1)
  const shown = records.slice(0, SHOWN_MAX)
  const sources = await sourcesInto(
    ctx,
    shown.map((record) => record.id),
  )
  const codeOf = new Map(shown.map((record) => [record.id, record.fulfillmentCode]))
  return {
    records: shown.map((record) => ({
      id: record.id,
      fulfillmentCode: record.fulfillmentCode,
      parentId: record.parentId,
      chainId: record.chainId,
      tookFrom: sources
        .filter(({ intoId }) => intoId === record.id)
        .map(({ sourceId, fulfillmentCode, copies }) => ({ id: sourceId, fulfillmentCode, copies })),
      wentInto: sources
        .filter(({ sourceId }) => sourceId === record.id)
        .map(({ intoId, copies }) => ({ id: intoId, fulfillmentCode: codeOf.get(intoId) ?? '', copies })),
      supportAction: record.supportAction,
      state: record.state,
      lineItemId: record.lineItemId,
      activationId: record.activationId,
      products: record.products,
      version: record.version,
      soldTo: record.soldTo,
      hosts: [...record.servers, ...record.nodeHosts],
      copies: record.copies,
      overdraft: record.overdraft,
      startsOn: record.startsOn,
      expiresOn: record.expiresOn,
      fulfilledAt: record.fulfilledAt,
      fulfilledBy: record.fulfilledBy,
      closedAt: record.closedAt,
      closedBy: record.closedBy,
      refusedBecause: record.state === 'obsolete' && record.holdNote !== '' ? record.holdNote : null,
    })),
    isComplete: records.length <= SHOWN_MAX,
  }
})

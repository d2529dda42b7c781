import { chainOf, exactCount, lineItemFacts } from '@tallystick/entitlements/services.ts'
import { copiesAvailable } from '@tallystick/entitlements/rules/figures.ts'
import { NotFound } from '@tallystick/kernel/errors/problems.ts'
import { implementQuery } from '@tallystick/kernel/operation/implement.ts'
import { replaceableCopies } from '../issuing/replaceable-copies.ts'
import { getExactAvailableCount } from './get-exact-available-count.contract.ts'

export default implementQuery(getExactAvailableCount, async (ctx, input) => {
  const [facts] = await lineItemFacts(ctx, [input.id])
  if (!facts) throw new NotFound('line item', input.id)
  const { lineItem, chain } = facts
  const [, ...earlier] = chain
  const earlierIds = earlier.map(({ id }) => id)
  const replaceable = await replaceableCopies(ctx, facts, earlierIds)
  const others = replaceable.filter(({ lineItemId }) => !earlierIds.includes(lineItemId))
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
  const shown = earlier.length > 0 ? await chainOf(ctx, lineItem.id) : []
  return {
    lineItemId: lineItem.id,
    activationId: lineItem.activationId,
    total: lineItem.copiesTotal,
    fulfilled: lineItem.copiesTaken,
    moved: lineItem.copiesMoved,
    ...exactCount(chain, sum(replaceable.map(({ copies }) => copies))),
    others: {
      lineItems: sum(others.map(({ lineItems }) => lineItems)),
      inLicenses: sum(others.map(({ copies }) => copies)),
    },
    parents: shown
      .filter(({ place }) => place === 'earlier')
      .map(({ record }) => ({
        id: record.id,
        activationId: record.activationId,
        products: record.productsLabel,
        state: record.state,
        total: record.copiesTotal,
        available: copiesAvailable(record),
        inLicenses: replaceable.find(({ lineItemId }) => lineItemId === record.id)?.copies ?? 0,
      })),
  }
})

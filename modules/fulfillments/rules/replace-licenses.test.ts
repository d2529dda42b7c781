import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  afterDraws,
  drawCopies,
  relatedRefusal,
  remainingRefusal,
  replacedByLineItem,
  type ReplaceableLicense,
  type ReplacingFacts,
} from './replace-licenses.ts'

const by = {
  id: 'L-P3',
  activationId: 'L-P3',
  accountId: 'A',
  products: [{ id: 'P3' }],
  kind: 'upgrade',
  parentLineItemId: 'L1-P1',
} as const
const lineItem = (id: string, product: string, accountId: string | null = 'A') => ({
  id,
  activationId: id,
  accountId,
  products: [{ id: product }],
})
const license = (
  id: string,
  lineItemId: string,
  copies: number,
  more: Partial<ReplaceableLicense> = {},
): ReplaceableLicense => ({
  id,
  lineItemId,
  hostKey: 'dogma',
  copies,
  overdraft: 0,
  fulfilledAt: '2026-03-01T09:00:00Z',
  fulfillmentCode: id,
  drawn: 0,
  ...more,
})

/** The scenario of Figure 2-1: P1 and P2 upgrade to P3, four licenses on the host dogma. */
const figure: ReplacingFacts = {
  by,
  lineItems: [lineItem('L1-P1', 'P1'), lineItem('L2-P1', 'P1'), lineItem('L1-P2', 'P2')],
  licenses: [
    license('F1-L1-P1', 'L1-P1', 2),
    license('F2-L1-P1', 'L1-P1', 3),
    license('F1-L2-P1', 'L2-P1', 2),
    license('F1-L1-P2', 'L1-P2', 2),
  ],
  steps: [
    { fromId: 'P1', toId: 'P3' },
    { fromId: 'P2', toId: 'P3' },
  ],
}
const dogma = { key: 'dogma', text: 'HOSTNAME=dogma' }

function draw(facts: ReplacingFacts, ...asked: readonly [string, unknown][]) {
  const wish = asked.map(([one, copies]) => ({ lineItem: one, copies }))
  const draws = drawCopies(facts, dogma, wish, 'replaces')
  return isRefusal(draws)
    ? draws
    : draws.map(({ licenseId, copies, isWhole }) => `${licenseId} ${isWhole ? 'all' : copies}`)
}

describe('which licenses give copies', () => {
  test('[ACT-06] four of the five copies of Figure 2-2: the older license whole, the other one divided', () => {
    expect(draw(figure, ['L1-P1', 4])).toEqual(['F1-L1-P1 all', 'F2-L1-P1 2'])
    expect(draw(figure, ['L2-P1', 2], ['L1-P2', 2], ['L1-P1', 5])).toEqual([
      'F1-L2-P1 all',
      'F1-L1-P2 all',
      'F1-L1-P1 all',
      'F2-L1-P1 all',
    ])
  })

  test.each([
    ['the first fulfilled goes first', { fulfilledAt: '2026-02-01T09:00:00Z' }, 3, ['F2-L1-P1 all']],
    ['at the same instant the fulfillment ID decides', {}, 2, ['F1-L1-P1 all']],
    [
      'one too large to go whole is left for later',
      { fulfilledAt: '2026-02-01T09:00:00Z' },
      2,
      ['F1-L1-P1 all'],
    ],
    ['less than any of them has: the oldest is divided', {}, 1, ['F1-L1-P1 1']],
    ['one on another host gives nothing', { hostKey: 'katana' }, 2, ['F1-L1-P1 all']],
    ['one that gave copies already has fewer', { drawn: 2 }, 3, ['F1-L1-P1 all', 'F2-L1-P1 1']],
  ])('[ACT-06] %s', (_rule, second, count, expected) => {
    const licenses = [license('F1-L1-P1', 'L1-P1', 2), license('F2-L1-P1', 'L1-P1', 3, second)]

    expect(draw({ ...figure, licenses }, ['L1-P1', count])).toEqual(expected)
  })

  test.each([
    ['more than there are', ['L1-P1', 6], 'replaced-too-many', { available: 5, requested: 6 }],
    ['none on this host', ['L-old', 1], 'replaced-other-host', { available: 0, host: 'HOSTNAME=dogma' }],
    ['another account', ['L-foreign', 1], 'replaced-other-account', { replaced: 'L-foreign' }],
    ['products without relation', ['L-apart', 1], 'replaced-unrelated', { replaced: 'L-apart' }],
    ['the line item itself', ['L-P3', 1], 'replaced-unrelated', { replaced: 'L-P3' }],
    ['half a copy', ['L1-P1', 0.5], 'count-not-a-whole-number', { field: 'replaces.0.copies' }],
    ['less than nothing', ['L1-P1', -1], 'count-out-of-range', { value: -1 }],
  ] as const)('[ACT-06] refuses %s', (_what, asked, code, data) => {
    const lineItems = [
      ...figure.lineItems,
      lineItem('L-old', 'P1'),
      lineItem('L-foreign', 'P1', 'B'),
      lineItem('L-apart', 'P9'),
      lineItem('L-P3', 'P3'),
    ]

    expect(draw({ ...figure, lineItems }, [...asked])).toMatchObject({ code, data })
  })

  test('[ACT-06] one line item named twice on a host is a slip', () => {
    expect(draw(figure, ['L1-P1', 1], ['L1-P1', 1])).toMatchObject({ code: 'line-item-repeated' })
  })

  test('[ACT-06] a renewal takes licenses of the same products, and its parent always', () => {
    const renewal = { ...by, kind: 'renewal', products: [{ id: 'P1' }] } as const

    expect(relatedRefusal(renewal, lineItem('L2-P1', 'P1'), [])).toBeNull()
    expect(relatedRefusal(renewal, lineItem('L1-P2', 'P2'), figure.steps)).toMatchObject({
      code: 'replaced-unrelated',
    })
    expect(relatedRefusal(by, lineItem('L1-P1', 'P1'), [])).toBeNull()
  })

  test('[ACT-06] overdraft ends with the last copy of its license, and stays with the rest', () => {
    const licenses = [license('F1', 'L1-P1', 3, { overdraft: 2 })]
    const draws = (count: number) =>
      drawCopies({ ...figure, licenses }, dogma, [{ lineItem: 'L1-P1', copies: count }], 'replaces')

    expect(draws(2)).toMatchObject([{ copies: 2, overdraft: 0 }])
    expect(draws(3)).toMatchObject([{ copies: 3, overdraft: 2 }])
  })

  test('[ACT-06] [ACT-09] whatever is asked, the draws are what was asked, and divide at most one license', () => {
    const many = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 5 })), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(many, fc.nat({ max: 80 }), (shapes, count) => {
        const licenses = shapes.map(([copies, day], at) =>
          license(`F${at}`, 'L1-P1', copies, { fulfilledAt: `2026-03-0${day + 1}T09:00:00Z` }),
        )
        const total = licenses.reduce((sum, { copies }) => sum + copies, 0)
        const draws = drawCopies({ ...figure, licenses }, dogma, [{ lineItem: 'L1-P1', copies: count }], 'r')
        expect(isRefusal(draws)).toBe(count > total)
        const drawn = isRefusal(draws) ? [] : draws
        if (count > total) return

        expect(drawn.reduce((sum, { copies }) => sum + copies, 0)).toBe(count)
        expect(drawn.filter(({ isWhole }) => !isWhole).length).toBeLessThanOrEqual(1)
        expect(new Set(drawn.map(({ licenseId }) => licenseId)).size).toBe(drawn.length)
        for (const one of afterDraws(licenses, drawn)) expect(one.drawn).toBeLessThanOrEqual(one.copies)
        expect(replacedByLineItem(drawn)[0]?.copies ?? 0).toBe(count)
      }),
      { numRuns: 300 },
    )
  })
})

describe('how much a replacing line item can fulfill', () => {
  const counts = {
    copiesTotal: 10,
    copiesTaken: 3,
    copiesMoved: 0,
    copiesBrought: 3,
    copiesToBring: 2,
    extraActivationsMax: 1,
    overdraftMax: 0,
    overdraftTaken: 0,
  }

  test.each([
    ['all that remains by replacing', 0, 7, true],
    ['one more', 0, 8, false],
    ['new and replaced together', 2, 5, true],
    ['together one more, which is an extra activation', 3, 5, true],
    ['together two more', 3, 6, false],
    ['extra activations are for new copies only', 0, 8, false],
  ])('[ACT-06] [ACT-07] %s', (_what, fresh, replaced, isThere) => {
    const refusal = remainingRefusal(counts, { fresh, replaced })

    if (isThere) expect(refusal).toBeNull()
    else expect(refusal).toMatchObject({ code: 'remaining-exceeded', data: { total: 10, remaining: 7 } })
  })
})

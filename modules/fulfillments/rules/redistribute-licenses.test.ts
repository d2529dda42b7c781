import { isRefusal } from '@tallystick/kernel/errors/refusal.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planRedistribution, type GridLicense } from './redistribute-licenses.ts'

const license = (id: string, column: number, copies: number, overdraft = 0): GridLicense => ({
  id,
  lineItemId: 'li',
  column,
  copies,
  overdraft,
})
const plan = (counts: readonly unknown[], ...licenses: readonly GridLicense[]) =>
  planRedistribution(counts.length, [{ lineItemId: 'li', activationId: 'A-1', counts }], licenses)

describe('batch rehost', () => {
  test('[LIFE-09] 20 on one server become 10 and 10: one license changes, its rest stays', () => {
    expect(plan([10, 10], license('a', 0, 20))).toMatchObject({
      changes: [
        { id: 'a', rest: { copies: 10, overdraft: 0 }, parts: [{ column: 1, copies: 10, overdraft: 0 }] },
      ],
    })
  })

  test('[LIFE-09] a license that has exactly what has to go goes whole, with its overdraft; others stay', () => {
    expect(plan([5, 3], license('a', 0, 5, 1), license('b', 0, 3, 2))).toEqual({
      refused: false,
      changes: [{ id: 'b', rest: null, parts: [{ column: 1, copies: 3, overdraft: 2 }] }],
    })
  })

  test('[LIFE-09] a host that gains keeps its license as it is and gets another one besides', () => {
    expect(plan([0, 12], license('a', 0, 2), license('b', 1, 10))).toEqual({
      refused: false,
      changes: [{ id: 'a', rest: null, parts: [{ column: 1, copies: 2, overdraft: 0 }] }],
    })
  })

  test.each([
    [
      'more than there is',
      [10, 11],
      'redistribution-sum',
      { requested: 21, available: 20, difference: '1 too many' },
    ],
    [
      'less than there is',
      [3, 4],
      'redistribution-sum',
      { requested: 7, available: 20, difference: '13 missing' },
    ],
    ['a negative count', [-1, 21], 'count-out-of-range', { value: -1, activationId: 'A-1', host: 1 }],
    ['a fraction', [10.5, 9.5], 'count-not-a-whole-number', { value: '10.5' }],
    ['a text', ['ten', 10], 'count-not-a-whole-number', { value: 'ten' }],
    ['nothing new', [20, null], 'redistribution-nothing', {}],
    ['nothing at all', [undefined, 0], 'redistribution-nothing', {}],
  ])('[LIFE-09] refuses %s', (_what, counts, code, data) => {
    const refusal = plan(counts as readonly unknown[], license('a', 0, 20))
    expect(refusal).toMatchObject({ code, data })
  })

  test('[LIFE-09] refuses more counts than there are hosts', () => {
    const rows = [{ lineItemId: 'li', activationId: 'A-1', counts: [1, 2, 3] }]
    expect(planRedistribution(2, rows, [])).toMatchObject({
      code: 'redistribution-columns',
      data: { counts: 3, hosts: 2 },
    })
  })

  test('[LIFE-09] every host gets its final count, no copy or overdraft is lost, hosts that gain are left alone', () => {
    const world = fc.integer({ min: 2, max: 6 }).chain((columns) =>
      fc.record({
        columns: fc.constant(columns),
        licenses: fc.array(
          fc.record({
            column: fc.nat(columns - 1),
            copies: fc.integer({ min: 1, max: 30 }),
            overdraft: fc.nat(3),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        cuts: fc.array(fc.nat(1000), { minLength: columns - 1, maxLength: columns - 1 }),
      }),
    )
    fc.assert(
      fc.property(world, ({ columns, licenses, cuts }) => {
        const all = licenses.map((one, at) => ({ ...one, id: `l${at}`, lineItemId: 'li' }))
        const present = (column: number) =>
          all.filter((one) => one.column === column).reduce((sum, { copies }) => sum + copies, 0)
        const total = all.reduce((sum, { copies }) => sum + copies, 0)
        const places = cuts.map((cut) => cut % (total + 1)).toSorted((a, b) => a - b)
        const finals = [...places, total].map((place, at) => place - (places[at - 1] ?? 0))
        const planned = planRedistribution(
          columns,
          [{ lineItemId: 'li', activationId: 'A', counts: finals }],
          all,
        )
        const isSame = finals.every((final, column) => final === present(column))
        if (isRefusal(planned)) {
          expect([planned.code, isSame]).toEqual(['redistribution-nothing', true])
          return
        }

        const changed = new Map(planned.changes.map((change) => [change.id, change]))
        const after = all.flatMap((one) => {
          const change = changed.get(one.id)
          if (!change) return [one]
          return [...(change.rest ? [{ ...change.rest, column: one.column }] : []), ...change.parts]
        })
        const counted = finals.map((_final, column) =>
          after.filter((one) => one.column === column).reduce((sum, { copies }) => sum + copies, 0),
        )
        expect(counted).toEqual(finals)
        const overdraft = (some: readonly { overdraft: number }[]) =>
          some.reduce((sum, one) => sum + one.overdraft, 0)
        expect(overdraft(after)).toBe(overdraft(all))
        expect(after.every(({ copies }) => copies > 0)).toBe(true)
        for (const one of all) {
          if ((finals[one.column] ?? 0) >= present(one.column)) expect(changed.has(one.id)).toBe(false)
        }
      }),
      { numRuns: 300 },
    )
  })
})

import type { QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { placeForMovedCopies, type MovedCopies } from '../place-moved-copies.ts'
import { planMoveOfFree } from '../rules/split.ts'
import { moveCopies, shareOfActive, type MovedShare } from '../services.ts'
import { takeCopies } from '../store/copies.ts'
import { resizeLineItems } from '../store/resize.ts'
import { buildCast, inside, type Cast, type Sold } from '../testing/cast.ts'

let cast: Cast
beforeAll(async () => {
  cast = await buildCast()
})
afterAll(() => cast.house.close())

const sell = (soldTo: string, lineItems: readonly object[]): Promise<Sold> =>
  cast.house.run('create-entitlement', {
    soldTo,
    autoDeploy: true,
    lineItems: lineItems.map((more) => ({
      products: [{ product: 'CAD@1' }],
      licenseModel: 'Open',
      term: { kind: 'permanent' },
      ...more,
    })),
  })
const rows = async (ids: readonly string[]) =>
  (
    await cast.house.owner.query('SELECT * FROM line_item WHERE line_item_id = ANY($1) ORDER BY created_at', [
      ids,
    ])
  ).rows
const byOrigin = async (id: string) =>
  (
    await cast.house.owner.query(
      'SELECT * FROM line_item WHERE origin_line_item_id = $1 ORDER BY line_item_id',
      [id],
    )
  ).rows

const movedFree = async (ctx: QueryContext, move: MovedCopies, copies: number) => {
  const prepared = await placeForMovedCopies(ctx, move)
  const shares = prepared.moves.map(({ source }) => {
    const plan = planMoveOfFree(source.chain, copies)
    if ('code' in plan) ctx.refuse(plan)
    return plan
  })
  return moveCopies(ctx, prepared, shares)
}

describe('copies that go to another account', () => {
  test('[ENT-04] begin an entitlement of their own, with maintenance, and pool in it the next time', async () => {
    const { lineItems } = await sell('NORTHWIND', [
      { copies: 10, extraActivations: 5, attributes: { overdraft: { copies: 4 } }, maintenance: ['#2'] },
      { kind: 'maintenance', products: [{ product: 'Care@1' }], licenseModel: null, copies: 10 },
    ])
    const [item, care] = lineItems
    const move = {
      from: [item.id],
      target: { accountId: cast.accounts.sawmill },
      pool: true,
      originKind: 'split',
    } as const

    await inside(cast, (ctx) => movedFree(ctx, move, 4))
    await inside(cast, (ctx) => movedFree(ctx, move, 1))

    const [made, more] = await byOrigin(item.id)
    const [madeCare, moreCare] = await byOrigin(care.id)
    expect([more, moreCare]).toEqual([undefined, undefined])
    expect(made).toMatchObject({
      copies_total: 5,
      copies_taken: 0,
      extra_activations_max: 2,
      state: 'deployed',
      origin_kind: 'split',
      sold_to_label: 'SAWMILL (Sawmill)',
      attributes: { overdraft: { copies: 4 } },
    })
    expect(madeCare).toMatchObject({
      copies_total: 5,
      kind: 'maintenance',
      entitlement_id: made.entitlement_id,
    })
    expect(await rows([item.id])).toMatchObject([{ copies_total: 5, extra_activations_max: 3 }])
    expect(await rows([care.id])).toMatchObject([{ copies_total: 5 }])
    const shown = await cast.house.run('get-line-item', { id: made.line_item_id })
    expect(shown).toMatchObject({
      maintenance: [{ id: madeCare.line_item_id }],
      products: [{ name: 'CAD', quantity: 1 }],
    })
    expect(await cast.house.run('get-entitlement', { id: made.entitlement_id })).toMatchObject({
      state: 'deployed',
      lineItemCount: 2,
      parties: [{ tier: 'end-customer', account: { accountId: 'SAWMILL' }, isOwner: true }],
    })
  })

  test('[LIFE-07] active copies take their size along, and an emptied line item is obsolete', async () => {
    const { lineItems } = await sell('NORTHWIND', [{ copies: 3, extraActivations: 2 }])
    const [{ id }] = lineItems
    await inside(cast, (ctx) => takeCopies(ctx, [{ lineItemId: id, copies: 5, overdraft: 0 }]))
    const move = {
      from: [id],
      target: { accountId: cast.accounts.planing },
      pool: true,
      originKind: 'host-transfer',
    } as const

    await inside(cast, async (ctx) => {
      const prepared = await placeForMovedCopies(ctx, move)
      const [one] = prepared.moves
      const share = shareOfActive(one?.source.lineItem as never, { copies: 5, overdraft: 0 })
      await moveCopies(ctx, prepared, [{ share }])
    })

    expect(await rows([id])).toMatchObject([{ copies_total: 0, copies_taken: 0, state: 'obsolete' }])
    expect(await byOrigin(id)).toMatchObject([{ copies_total: 3, copies_taken: 5, extra_activations_max: 2 }])
  })

  test('[ENT-04] figures that do not add up to nothing are not written, nor what would break a limit', async () => {
    const { lineItems } = await sell('NORTHWIND', [{ copies: 3 }, { copies: 3 }])
    const [one, other] = lineItems
    await inside(cast, (ctx) => takeCopies(ctx, [{ lineItemId: one.id, copies: 2, overdraft: 0 }]))
    const change = (lineItemId: string, total: number) => ({ lineItemId, ...nothing, total })
    const resize = (a: number, b: number) =>
      inside(cast, (ctx) => resizeLineItems(ctx, [change(one.id, a), change(other.id, b)]))

    await expect(resize(-1, 2)).rejects.toThrow('conserved')
    await expect(resize(-2, 2)).rejects.toThrow('within the limits')
    await resize(-1, 1)

    const after = await rows([one.id, other.id])
    expect(after.map((row) => Number(row.copies_total)).toSorted((a, b) => a - b)).toEqual([2, 4])
  })

  test('[ENT-04] against activations of the last copies: nobody gets one too many, nothing is lost', async () => {
    const { lineItems } = await sell('NORTHWIND', [{ copies: 12, activationId: 'RACE-1' }])
    const [{ id }] = lineItems
    const move = {
      from: [id],
      target: { accountId: cast.accounts.harbor },
      pool: true,
      originKind: 'split',
    } as const

    const outcomes = await Promise.allSettled(
      Array.from({ length: 24 }, (_one, at) =>
        at % 2 === 0
          ? inside(cast, (ctx) => takeCopies(ctx, [{ lineItemId: id, copies: 1, overdraft: 0 }]))
          : inside(cast, (ctx) => movedFree(ctx, move, 1)),
      ),
    )

    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(outcomes.length - refused.length).toBe(12)
    for (const reason of refused) {
      expect(reason.refusal?.code).toMatch(/^(insufficient-copies|amount-not-available)$/)
    }
    const all = [...(await rows([id])), ...(await byOrigin(id))]
    expect(all.reduce((sum, row) => sum + row.copies_total, 0)).toBe(12)
    const [origin] = await rows([id])
    expect(origin.copies_taken).toBe(origin.copies_total)
  })
})

const nothing: MovedShare = { total: 0, taken: 0, extraActivations: 0, overdraftMax: 0, overdraftTaken: 0 }

import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import type { Principal } from '@tallystick/kernel/operation/principal.ts'
import { person } from '@tallystick/kernel/testing/pipeline.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildCast, type Cast, type Sold } from '../testing/cast.ts'

interface Outcome {
  readonly to: { readonly id: string; readonly entitlementId: string }
}

let cast: Cast
let partner: Principal
beforeAll(async () => {
  cast = await buildCast()
  const { accounts, house } = cast
  await house.owner.query('INSERT INTO account_link VALUES ($1, $2, $3)', [
    house.tenantId,
    accounts.harbor,
    accounts.sawmill,
  ])
  await house.owner.query('INSERT INTO account_descendant VALUES ($1, $2, $3)', [
    house.tenantId,
    accounts.harbor,
    accounts.sawmill,
  ])
  await house.owner.query(`UPDATE account SET kind = 'partner' WHERE account_id = $1`, [accounts.sawmill])
  partner = person(house.tenantId, {
    permissions: ['entitlements.view', 'entitlements.split'],
    own: [accounts.harbor],
  })
})
afterAll(() => cast.house.close())

/** A bulk entitlement of the distributor with so many keys. */
async function bulkWithKeys(copies: number, keys: number): Promise<Sold> {
  const sold: Sold = await cast.house.run('create-entitlement', {
    kind: 'bulk',
    soldTo: 'HARBOR',
    autoDeploy: true,
    lineItems: [
      { products: [{ product: 'CAD@1' }], licenseModel: 'Open', term: { kind: 'permanent' }, copies },
    ],
  })
  for (let at = 0; at < keys; at++) {
    const id = newId()
    await cast.house.owner.query(
      `INSERT INTO web_register_key (tenant_id, web_register_key_id, key_code, entitlement_id, line_item_id)
       VALUES ($1, $2, $3, $4, $5)`,
      [cast.house.tenantId, id, `KEY-${id}`, sold.id, sold.lineItems[0].id],
    )
  }
  return sold
}
const keysOf = async (lineItemId: string): Promise<number> => {
  const counted = 'SELECT count(*)::integer AS count FROM web_register_key WHERE line_item_id = $1'
  return (await cast.house.owner.query(counted, [lineItemId])).rows[0].count
}
const split = (id: string, copies: number, more: object = {}): Promise<Outcome> =>
  cast.house.as(partner, 'split-line-item', { id, account: 'SAWMILL', tier: 'reseller', copies, ...more })

describe('splitting bulk entitlements', () => {
  test('[ENT-05] free keys go along with their copies, into a bulk entitlement of the same kind', async () => {
    const { lineItems } = await bulkWithKeys(10, 8)
    const [{ id }] = lineItems

    const made = await split(id, 3)
    const pooled = await split(id, 2, { into: made.to.id })
    const tooMany = split(id, 4)

    await expect(tooMany).rejects.toMatchObject({
      refusal: { code: 'keys-not-available', data: { requested: 4, available: 3 } },
    })
    expect(pooled.to.id).toBe(made.to.id)
    expect(await cast.house.run('get-entitlement', { id: made.to.entitlementId })).toMatchObject({
      kind: 'bulk',
      soldTo: 'SAWMILL (Sawmill)',
      figures: { copiesTotal: 5 },
      parties: [
        { tier: 'distributor', account: { accountId: 'HARBOR' } },
        { tier: 'reseller', account: { accountId: 'SAWMILL' }, isOwner: true },
      ],
    })
    expect([await keysOf(id), await keysOf(made.to.id)]).toEqual([3, 5])
  })

  test('[ENT-05] of six splits of two keys each, at once, exactly five get theirs of ten', async () => {
    const { lineItems } = await bulkWithKeys(10, 10)
    const [{ id }] = lineItems

    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => split(id, 2)))

    const made = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.to.id] : []))
    expect(made).toHaveLength(5)
    expect(await keysOf(id)).toBe(0)
    expect(await Promise.all(made.map(keysOf))).toEqual([2, 2, 2, 2, 2])
    expect(await cast.house.run('get-line-item', { id })).toMatchObject({ state: 'obsolete', copiesTotal: 0 })
  })
})
